import type { WebClient } from '@slack/web-api'
import type { Addressee } from '../core/input.ts'
import type { Log, Messenger } from '../ports.ts'
import { loggedFetch } from './logged-fetch.ts'
import { messengerFault, platformError } from './slack-fault.ts'
import type { View } from './views/blocks.ts'
import { reply as drawReply } from './views/reply.ts'

interface AnswerOptions {
  readonly interactive: WebClient
  readonly command: string
  readonly log: Log
  readonly now: () => Date
}

const ANSWER_WITHIN_MS = 10_000

/**
 * A response_url is good for 30 minutes and 5 uses; after a long outage the answer comes as an ephemeral message, and
 * directly where that cannot be: the person or the bot is not in the channel.
 */
export function createAnswer({ interactive, command, log, now }: AnswerOptions): Messenger['answer'] {
  const fetch = loggedFetch(log, now)
  return async (to, reply) => {
    const { simpler, ...view } = drawReply(reply, command)
    const plain = simpler && { ...view, blocks: simpler }
    const responded = await respond(fetch, to.responseUrl, view)
    if (responded === 'refused' && plain && (await respond(fetch, to.responseUrl, plain)) === 'shown') return
    if (responded === 'shown') return
    try {
      await ephemeral(interactive, to, view).catch((error: unknown) => {
        if (!plain || !BLOCKS_REFUSED.test(platformError(error) ?? '')) throw error
        return ephemeral(interactive, to, plain)
      })
    } catch (error) {
      throw messengerFault(error)
    }
  }
}

/** What Slack says of blocks that it does not know. */
const BLOCKS_REFUSED = /invalid_blocks|invalid_attachments|unsupported/

type Responded = 'shown' | 'refused' | 'failed'

async function respond(fetch: ReturnType<typeof loggedFetch>, url: string, view: View): Promise<Responded> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...view }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    // Its error may come with a 200. A 200 whose body is cut was shown all the same.
    if (BLOCKS_REFUSED.test(await response.text().catch(() => ''))) return 'refused'
    return response.ok ? 'shown' : 'failed'
  } catch {
    return 'failed'
  }
}

async function ephemeral(slack: WebClient, { channel, by }: Addressee, view: View): Promise<void> {
  try {
    await slack.chat.postEphemeral({ channel, user: by, parse: 'none', ...view })
  } catch (error) {
    if (!OUT_OF_PLACE.has(platformError(error) ?? '')) throw error
    await slack.chat.postMessage({ channel: by, parse: 'none', unfurl_links: false, ...view })
  }
}

// https://docs.slack.dev/reference/methods/chat.postEphemeral#errors
const OUT_OF_PLACE = new Set([
  'user_not_in_channel',
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
])
