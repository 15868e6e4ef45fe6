import { z } from 'zod'
import type { ChannelId } from './ids.ts'

/** What marks an anchor among the messages of a channel. Slack drops a dot in it without an error. */
export const ANCHOR_EVENT = 'cckm_anchor'

/**
 * The place and the hash of the newest entry at a moment, told where others keep it. The hash covers all entries up to
 * that one, so whoever kept an anchor sees whether anything before it is no longer as it was.
 */
export const Anchor = z.object({
  seq: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When it was chosen, by the store's clock. */
  at: z.iso.datetime(),
})
export type Anchor = Readonly<z.infer<typeof Anchor>>

/** An anchor that is to be brought to Slack, of a day of UTC (counted from 1970). */
export interface OwedAnchor {
  readonly day: number
  readonly channel: ChannelId
  readonly anchor: Anchor
  /** How often it was tried before. */
  readonly tries: number
}

/** How an anchor's message begins, in its text and in its block. */
export function anchorText({ seq, hash }: Pick<Anchor, 'seq' | 'hash'>): string {
  return `Audit log: #${seq} · ${hash}`
}
