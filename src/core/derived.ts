import type { RequestEntry } from './entry.ts'
import type { RequestId } from './ids.ts'
import type { Transition } from './transitions.ts'

/** A wake-up's subject: whose handler is to look again. */
export type Subject = `input:${string}` | `request:${string}` | `card:${string}` | `refusals:${string}`

/** What is told beside the card: a line in its thread, or a direct message to the requester. */
export type Telling = 'line' | 'dm'

const LINES = {
  asked: ['line'],
  approved: [],
  claimed: [],
  released: [],
  calling: [],
  not_sent: [],
  succeeded: ['line', 'dm'],
  failed: ['line', 'dm'],
  unconfirmed: ['line'],
  read_again: [],
  superseded: ['line', 'dm'],
  cancelled: ['line', 'dm'],
  expired: ['line', 'dm'],
} as const satisfies Record<RequestEntry['kind'], readonly Telling[]>

/** The messages that an entry owes; the store writes them in the entry's transaction. */
export function tellingsOf(entry: RequestEntry): readonly Telling[] {
  return LINES[entry.kind]
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
