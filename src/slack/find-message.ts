import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { ANCHOR_EVENT } from '../core/anchor.ts'
import { MessageTs } from '../core/ids.ts'

/** Who we are among the authors of a channel. */
export interface Author {
  readonly botId: string
}

// Slack drops a dot in event_type without an error: https://docs.slack.dev/messaging/message-metadata
export const CARD_EVENT = 'cckm_card'
export const LINE_EVENT = 'cckm_line'
/** The outcome, told to the requester or where the command was typed. */
export const OUTCOME_EVENT = 'cckm_outcome'

const Message = z.object({
  ts: MessageTs,
  bot_id: z.string().optional(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
})
const Page = z.object({
  messages: z.array(z.unknown()).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

export interface Wanted {
  /** A channel; for a direct message that is only posted, also a person. */
  readonly channel: string
  /** Look only at what came after this (epoch ms). */
  readonly since: number
  readonly event: typeof CARD_EVENT | typeof LINE_EVENT | typeof OUTCOME_EVENT | typeof ANCHOR_EVENT
  readonly field: 'request' | 'hash'
  readonly value: string
  /** In this thread; in the channel itself without it. */
  readonly thread?: MessageTs
}

const MOST_PAGES = 20
/**
 * The clocks of Slack and of this machine differ: by an hour or by a time zone where one is set wrongly, and a message
 * that is not looked for far enough back is posted twice.
 */
const SKEW_MS = 26 * 3_600_000

/**
 * Our own message by its metadata, or null. Anybody in the workspace can post metadata like ours, so the author is
 * compared too.
 */
export async function findMessage(slack: WebClient, us: Author, wanted: Wanted): Promise<MessageTs | null> {
  const oldest = ((wanted.since - SKEW_MS) / 1_000).toFixed(6)
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const args = {
      channel: wanted.channel,
      oldest,
      limit: 200,
      include_all_metadata: true,
      ...(cursor ? { cursor } : {}),
    }
    const reply = wanted.thread
      ? await slack.conversations.replies({ ...args, ts: wanted.thread })
      : await slack.conversations.history(args)
    const { messages, response_metadata } = Page.parse(reply)
    const found = messages
      .map((message) => Message.safeParse(message).data)
      .find((message) => isOurs(message, us, wanted))
    if (found) return found.ts
    cursor = response_metadata?.next_cursor
    if (!cursor) return null
  }
  return null
}

function isOurs(message: z.infer<typeof Message> | undefined, us: Author, wanted: Wanted): boolean {
  if (message?.bot_id !== us.botId) return false
  return (
    message.metadata?.event_type === wanted.event &&
    message.metadata.event_payload[wanted.field] === wanted.value
  )
}
