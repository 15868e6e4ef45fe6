import type { RequestEntry } from '../core/entry.ts'
import { OPEN_STATES, type OpenState, type State } from '../core/request.ts'
import type { Finding, WrongStep } from './finding.ts'

type AskedEntry = Extract<RequestEntry, { kind: 'asked' }>
export type ApprovedEntry = Extract<RequestEntry, { kind: 'approved' }>

export interface Step {
  readonly seq: number
  readonly entry: RequestEntry
}

/** A request as the log tells of it, up to a step. */
export interface Followed {
  readonly asked: { readonly seq: number; readonly entry: AskedEntry }
  /** Those of people that count. */
  readonly approvals: readonly { readonly seq: number; readonly entry: ApprovedEntry }[]
  readonly newest: Step
  readonly state: State
}

/** From which states a step can be taken: the bot takes no other. */
const FROM: Readonly<Record<Exclude<RequestEntry['kind'], 'asked'>, readonly OpenState[]>> = {
  approved: ['requested'],
  reminded: ['requested'],
  denied: ['requested'],
  withdrawn: ['requested', 'approved'],
  claimed: ['approved'],
  released: ['executing'],
  calling: ['executing'],
  not_sent: ['calling'],
  succeeded: ['executing', 'calling', 'unconfirmed'],
  failed: ['calling', 'unconfirmed'],
  unconfirmed: ['calling'],
  read_again: ['unconfirmed'],
  person_asked: ['unconfirmed'],
  superseded: ['requested', 'executing'],
  cancelled: ['requested', 'approved', 'executing'],
  expired: ['requested', 'approved'],
}

export interface Taken {
  /** What the bot would not have done, by what the log tells. */
  readonly finding: Finding | null
  /** The request, when this was its end. */
  readonly ended: Followed | null
}

const NOTHING: Taken = { finding: null, ended: null }

/**
 * Follows each request from its first entry to its last. A step that does not follow from those before it was not taken
 * by this bot, or on what somebody wrote into its database. Only what is open is kept in memory.
 */
export function followRequests() {
  const open = new Map<string, Followed | 'unknown'>()
  return {
    take(newest: Step): Taken {
      const { seq, entry } = newest
      const { request } = entry
      const before = open.get(request)
      if (before === 'unknown') return NOTHING
      const wrong = wrongStep(before, newest)
      if (wrong !== null) {
        // What comes after it cannot be judged.
        open.set(request, 'unknown')
        return { finding: { kind: 'step', seq, request, ...wrong }, ended: null }
      }
      const after = next(before, newest)
      if (after === null) return NOTHING
      if (isOpen(after.state)) {
        open.set(request, after)
        return NOTHING
      }
      open.delete(request)
      return { finding: null, ended: after }
    },
    /** Of a request there is an entry that this program cannot read: what it means for the request is not known. */
    lose(request: unknown): void {
      if (typeof request === 'string') open.set(request, 'unknown')
    },
    /** Those that have not ended. */
    *open(): Generator<Followed> {
      for (const followed of open.values()) if (followed !== 'unknown') yield followed
    },
  }
}

function wrongStep(before: Followed | undefined, { seq, entry }: Step): WrongStep | null {
  if (entry.kind === 'asked') return before ? outOfOrder(entry, before.state) : null
  if (!before) return outOfOrder(entry, null)
  if (!FROM[entry.kind].some((state) => state === before.state)) return outOfOrder(entry, before.state)
  if (entry.kind !== 'approved') return null
  if (entry.by === before.asked.entry.by) return { why: 'own' }
  const told = counting(before.approvals, { seq, entry }).length
  return told === entry.given ? null : { why: 'count', told, given: entry.given }
}

function outOfOrder({ kind }: RequestEntry, state: State | null): WrongStep {
  return { why: 'order', step: kind, state }
}

function next(before: Followed | undefined, newest: Step): Followed | null {
  const { seq, entry } = newest
  if (entry.kind === 'asked') return { asked: { seq, entry }, approvals: [], newest, state: 'requested' }
  if (!before) return null
  const approvals = entry.kind === 'approved' ? counting(before.approvals, { seq, entry }) : before.approvals
  return { ...before, approvals, newest, state: stateAfter(entry) ?? before.state }
}

/** The approvals that count with this one: of each person the last, without those that it says count no more. */
function counting(
  approvals: Followed['approvals'],
  one: Followed['approvals'][number],
): Followed['approvals'] {
  const { by, void: voided = [] } = one.entry
  if (by === 'policy') return approvals
  const gone: readonly string[] = [by, ...voided]
  return [...approvals.filter(({ entry }) => !gone.includes(entry.by)), one]
}

/** Null where it stays as it was. */
function stateAfter(entry: RequestEntry): State | null {
  switch (entry.kind) {
    case 'approved':
      return entry.given >= entry.needed ? 'approved' : null
    case 'asked':
      return 'requested'
    case 'claimed':
    case 'not_sent':
      return 'executing'
    case 'released':
      return 'approved'
    case 'reminded':
    case 'read_again':
    case 'person_asked':
      return null
    default:
      return entry.kind
  }
}

function isOpen(state: State): boolean {
  return OPEN_STATES.some((one) => one === state)
}
