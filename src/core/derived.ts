import type { RequestEntry } from './entry.ts'
import type { RequestId } from './ids.ts'
import type { Request } from './request.ts'
import type { Transition } from './transition.ts'

/** A wake-up's subject: whose handler is to look again. */
export type Subject = `input:${string}` | `request:${string}` | `card:${string}` | `refusals:${string}`

/**
 * What is told beside the card: a line in its thread, a direct message to the requester, or the outcome where the
 * command was typed.
 */
export const TELLINGS = ['line', 'dm', 'outcome'] as const
export type Telling = (typeof TELLINGS)[number]

const OUTCOME = ['line', 'dm', 'outcome'] as const

const TOLD = {
  asked: ['line'],
  approved: ['line'],
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
export function tellingsOf({ to, entry }: Pick<Transition, 'to' | 'entry'>): readonly Telling[] {
  return TOLD[entry.kind].filter((telling) => {
    // The rule's own approval says nothing that the line before it did not.
    if (telling === 'line') return !(entry.kind === 'approved' && entry.by === 'policy')
    if (telling === 'dm') return !(entry.kind === 'withdrawn' && entry.by === to.requester)
    return wasTypedElsewhere(to)
  })
}

/** In another channel than the card's, and not in a direct message, where only the requester would read it again. */
function wasTypedElsewhere({ askedIn, channel }: Request): boolean {
  return askedIn !== channel && !askedIn.startsWith('D')
}

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
