import type { WebClient } from '@slack/web-api'
import { type ChannelId, MessageTs } from '../core/ids.ts'
import { type Author, findMessage, type Wanted } from './find-message.ts'
import type { View } from './views/blocks.ts'

interface Post {
  /** How the message is recognised among ours. */
  readonly wanted: Wanted
  readonly payload: Readonly<Record<string, string | number>>
  readonly view: View
  /** An earlier try may have come through: look for it first. */
  readonly look: boolean
}

/** Posts a message, unless an earlier try is found to have come through. */
export async function postOnce(
  slack: WebClient,
  us: Author,
  { wanted, payload, view, look }: Post,
): Promise<MessageTs> {
  const found = look ? await findMessage(slack, us, wanted) : null
  if (found) return found
  const { ts } = await slack.chat.postMessage({
    channel: wanted.channel,
    ...{ parse: 'none', unfurl_links: false, unfurl_media: false },
    ...view,
    metadata: { event_type: wanted.event, event_payload: payload },
    ...(wanted.thread ? { thread_ts: wanted.thread } : {}),
  })
  return MessageTs.parse(ts)
}

export async function permalinkOf(
  slack: WebClient,
  channel: ChannelId,
  message_ts: MessageTs,
): Promise<string | null> {
  try {
    return (await slack.chat.getPermalink({ channel, message_ts })).permalink ?? null
  } catch {
    return null
  }
}
