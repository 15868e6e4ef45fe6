import { z } from 'zod'
import { ChannelId, InputId, MessageTs, PersonId, RequestId } from './ids.ts'
import type { Refusal } from './refusal.ts'

const from = {
  id: InputId,
  by: PersonId,
  /** Where it was typed or pressed, and by which address the person can be answered. */
  channel: ChannelId,
  responseUrl: z.url(),
}

/** Where a button was pressed. */
export const CardAddress = z.object({ channel: ChannelId, ts: MessageTs })
export type CardAddress = Readonly<z.infer<typeof CardAddress>>

export const Verdict = z.enum(['approve', 'deny'])
export type Verdict = z.infer<typeof Verdict>

/** Longest comment or reason that the form takes. */
export const MOST_COMMENT = 1_000

export const CommandInput = z.object({ ...from, kind: z.literal('command'), text: z.string() })
export type CommandInput = Readonly<z.infer<typeof CommandInput>>

/** The submission of the form that a press of Approve or Deny opened. */
const DecisionInput = z.object({
  ...from,
  kind: z.literal('decision'),
  request: RequestId,
  verdict: Verdict,
  comment: z.string().max(MOST_COMMENT).exactOptional(),
})

/** A button that acts at once. What it named may have been made up: null is no request, or no message of a channel. */
const PressInput = z.object({
  ...from,
  kind: z.literal('press'),
  request: RequestId.nullable(),
  card: CardAddress.nullable(),
  action: z.enum(['settle_on', 'settle_off', 'ask_again']),
})

/** What was typed or pressed and may change something: stored before the ack, so that a crash cannot lose it. */
export const Input = z.discriminatedUnion('kind', [CommandInput, DecisionInput, PressInput])
export type Input = Readonly<z.infer<typeof Input>>
export type InputOf<K extends Input['kind']> = Extract<Input, { kind: K }>

/** Where an answer goes. */
export type Addressee = Pick<Input, 'by' | 'channel' | 'responseUrl'>

/** More is under way, of this person or altogether, than the bot takes on. */
export type Crowded = Extract<Refusal, 'too_many_of_yours' | 'too_many'>

/** What became of an input that came. */
export type Taken = 'taken' | 'taken_before' | Crowded
