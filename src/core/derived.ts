import type { RequestEntry } from './entry.ts'
import type { ChannelId, RequestId } from './ids.ts'
import type { Request } from './request.ts'
import type { Transition } from './transition.ts'

/** A wake-up's subject: whose handler is to look again. */
export type Subject =
  | `input:${string}`
  | `request:${string}`
  | `card:${string}`
  | `refusals:${string}`
  | `anchor:${string}`
  | `print:${string}`

/**
 * What is told beside the card: a line in its thread, a direct message to the requester, or the outcome in another
 * channel.
 */
export const TELLINGS = ['line', 'dm', 'outcome'] as const
export type Telling = (typeof TELLINGS)[number]

/** A message that is owed. `channel` is where an outcome goes; the others have their place. */
export type Told =
  | { readonly telling: Exclude<Telling, 'outcome'> }
  | { readonly telling: 'outcome'; readonly channel: ChannelId }

const OUTCOME = ['line', 'dm', 'outcome'] as const

const TOLD = {
  asked: ['line'],
  approved: ['line'],
  reminded: ['line'],
  denied: OUTCOME,
  withdrawn: OUTCOME,
  claimed: [],
  released: [],
  calling: [],
  not_sent: [],
  succeeded: OUTCOME,
  failed: OUTCOME,
  unconfirmed: ['line'],
  read_again: [],
  person_asked: ['line'],
  superseded: OUTCOME,
  cancelled: OUTCOME,
  expired: OUTCOME,
} as const satisfies Record<RequestEntry['kind'], readonly Telling[]>

/** The messages that a transition owes; the store writes them in its transaction. */
export function tellingsOf({ to, entry }: Pick<Transition, 'to' | 'entry'>): readonly Told[] {
  return TOLD[entry.kind].flatMap((telling): readonly Told[] => {
    if (telling === 'outcome') return outcomeChannels(to).map((channel) => ({ telling, channel }))
    return isSaidAlready(telling, to, entry) ? [] : [{ telling }]
  })
}

/** The rule's own approval says nothing that the line before it did not; who withdrew their request knows it. */
function isSaidAlready(telling: Telling, to: Request, entry: RequestEntry): boolean {
  if (telling === 'line') return entry.kind === 'approved' && entry.by === 'policy'
  return entry.kind === 'withdrawn' && entry.by === to.requester
}

/**
 * Where the command was typed, unless it was a direct message, where only the requester would read it again; and the
 * channels that the policy notifies. Each once, and never the card's own.
 */
function outcomeChannels({ askedIn, channel, notify }: Request): readonly ChannelId[] {
  const typedIn = askedIn.startsWith('D') ? [] : [askedIn]
  return [...new Set([...typedIn, ...notify])].filter((one) => one !== channel)
}

/** Whose handler sees to the day's anchor. */
export const ANCHOR: Subject = 'anchor:day'

/** Whose handler prints what another process wrote beside the bot. */
export const PRINT: Subject = 'print:entries'

/** Who must look after a transition: its card is redrawn, and its request goes on. */
export function wakeUpsOf(transition: Transition): readonly Subject[] {
  return [cardOf(transition.to.id), requestOf(transition.to.id)]
}

export function cardOf(id: RequestId): Subject {
  return `card:${id}`
}

export function requestOf(id: RequestId): Subject {
  return `request:${id}`
}
