import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { type ChannelId, MessageTs } from '../core/ids.ts'
import type { Log, Messenger } from '../ports.ts'
import { createAnswer } from './answer.ts'
import { type Author, CARD_EVENT, findMessage, LINE_EVENT } from './find-message.ts'
import { messengerFault, platformError } from './slack-fault.ts'
import type { View } from './views/blocks.ts'
import { type CardOptions, card as drawCard } from './views/card.ts'
import { directMessage, line as drawLine } from './views/line.ts'

export interface MessengerOptions extends CardOptions {
  readonly posts: WebClient
  readonly interactive: WebClient
  readonly us: Author
  /** The slash command, as people type it. */
  readonly command: string
  readonly log: Log
  readonly now: () => Date
}

/** Brings cards, lines and answers to Slack. Everything it throws is a MessengerFault. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { posts, interactive, us, log } = options
  const fault = (error: unknown): never => {
    const fault = messengerFault(error)
    if (fault.reason === 'refused')
      log.error({ refused: platformError(error) }, 'slack refused a message for good')
    throw fault
  }
  return {
    usable: (channel) => usable(interactive, channel).catch(fault),
    async postCard({ request, newest }, { look }) {
      const { id, channel, askedAt } = request
      const wanted = { channel, since: askedAt, event: CARD_EVENT, field: 'request', value: id } as const
      const found = look ? await findMessage(posts, us, wanted).catch(fault) : null
      const metadata = { event_type: CARD_EVENT, event_payload: { request: id } }
      return found ?? post(posts, channel, drawCard(request, newest, options), { metadata }).catch(fault)
    },
    async redrawCard({ request, newest }, ts) {
      const view = drawCard(request, newest, options)
      await posts.chat.update({ channel: request.channel, ts, parse: 'none', ...view }).catch(fault)
    },
    async postLine({ request, entry }, thread, { look }) {
      const { id, channel, askedAt } = request
      const wanted = {
        channel,
        thread,
        since: askedAt,
        event: LINE_EVENT,
        field: 'hash',
        value: entry.hash,
      } as const
      const found = look ? await findMessage(posts, us, wanted).catch(fault) : null
      const metadata = {
        event_type: LINE_EVENT,
        event_payload: { request: id, seq: entry.seq, hash: entry.hash },
      }
      return (
        found ?? post(posts, channel, drawLine(request, entry), { metadata, thread_ts: thread }).catch(fault)
      )
    },
    async tellRequester({ request, entry }, card) {
      const permalink = card ? await permalinkOf(posts, request.channel, card) : null
      try {
        return await post(posts, request.requester, directMessage(request, entry, permalink), {})
      } catch (error) {
        // The requester may have left, or take no messages from apps: that must not hold up the card.
        const refused = platformError(error)
        if (!refused) return fault(error)
        log.warn({ requestId: request.id, refused }, 'the requester could not be told')
        return null
      }
    },
    answer: createAnswer(options),
  }
}

async function post(slack: WebClient, channel: string, view: View, more: object): Promise<MessageTs> {
  const plain = { parse: 'none', unfurl_links: false, unfurl_media: false } as const
  const { ts } = await slack.chat.postMessage({ channel, ...plain, ...view, ...more })
  return MessageTs.parse(ts)
}

async function permalinkOf(
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

// https://docs.slack.dev/reference/objects/conversation-object
const Conversation = z.object({
  is_archived: z.boolean().optional(),
  is_ext_shared: z.boolean().optional(),
  is_member: z.boolean().optional(),
})

async function usable(slack: WebClient, channel: ChannelId): Promise<boolean> {
  try {
    const info = await slack.conversations.info({ channel })
    const { is_archived, is_ext_shared, is_member } = Conversation.parse(info.channel)
    return is_member === true && is_archived !== true && is_ext_shared !== true
  } catch (error) {
    if (messengerFault(error).reason === 'unusable_channel') return false
    throw error
  }
}
