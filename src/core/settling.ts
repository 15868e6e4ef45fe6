import { type Actor, type Ruling, type Said, unless, withComment } from './deciding.ts'
import type { Flag } from './entry.ts'
import type { Fault } from './fault.ts'
import type { InputId, OsUser } from './ids.ts'
import type { Key } from './key.ts'
import { OPERATIONS } from './operations.ts'
import type { Refusal } from './refusal.ts'
import type { Request, RequestIn } from './request.ts'
import { about, ended, flagOf, MINUTE, next, type Transition } from './transition.ts'

/** Before this much time since the mark, "off" proves nothing: CipherTrust answers from a copy and calls run late. */
export const SETTLING_FOR = 10 * MINUTE

/** The call may or may not have been carried out: nothing is sent again, reading settles it. */
export function lose(
  request: RequestIn<'calling'>,
  fault: Fault,
  at: Date,
  found: { readonly answered?: Flag; readonly readBack?: Flag } = {},
): Transition {
  const to = {
    ...next(request),
    state: 'unconfirmed',
    fault,
    reads: 0,
    nextReadAt: nextReadAt(0, at),
  } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'unconfirmed', fault, ...found } }
}

/** A read that settled nothing: later ones come further apart. */
export function readAgain(
  request: RequestIn<'unconfirmed'>,
  found: { readonly key: Key } | { readonly fault: Fault },
  at: Date,
): Transition & { readonly to: RequestIn<'unconfirmed'> } {
  const reads = request.reads + 1
  const to = { ...next(request), reads, nextReadAt: nextReadAt(reads, at) }
  const what = 'key' in found ? { flag: flagOf(found.key) } : { fault: found.fault }
  return { from: request, to, entry: { ...about(request.id, at), kind: 'read_again', ...what } }
}

/** Reads that come to nothing before a person is asked: by then the call has had its ten minutes. */
const READS_BEFORE_ASKING = 20

/** Also when the clock was set back: the next read is then further off than any pause is long. */
export function isReadDue({ reads, nextReadAt: due }: RequestIn<'unconfirmed'>, at: Date): boolean {
  return at.getTime() >= due || due > nextReadAt(reads, at)
}

/** Whether reading has been tried for long enough: CipherTrust itself is away, so a person is asked. */
export function isForAPerson(request: RequestIn<'unconfirmed'>, at: Date): boolean {
  const long = at.getTime() - request.calledAt >= SETTLING_FOR
  return request.personAskedAt === undefined && long && request.reads >= READS_BEFORE_ASKING
}

/** The last read came to nothing either: somebody who can look into AWS is asked. Reading goes on, far apart. */
export function askAPerson(
  request: RequestIn<'unconfirmed'>,
  fault: Fault,
  at: Date,
): Transition & { readonly to: RequestIn<'unconfirmed'> } {
  const reads = request.reads + 1
  const to = { ...next(request), reads, nextReadAt: nextReadAt(reads, at), personAskedAt: at.getTime() }
  return { from: request, to, entry: { ...about(request.id, at), kind: 'person_asked', fault } }
}

/** Whether its card asks a person what became of the call. */
export function asksAPerson(request: Request): request is RequestIn<'unconfirmed'> {
  return request.state === 'unconfirmed' && request.personAskedAt !== undefined
}

export interface Testimony extends Said {
  /** What the person saw in AWS: automatic rotation is on (and every so many days, where that was asked for), or not. */
  readonly on: boolean
  /** The press that said it; at the command line there is none. */
  readonly input?: InputId
}

/**
 * Somebody looked into AWS and says what became of the call: an approver or an admin, never the requester. Or whoever is at
 * the command line of the machine, whom the policy does not know: they could change the database itself.
 */
export function settle(request: Request, testimony: Testimony, by: Actor | OsUser, at: Date): Ruling {
  const refusal = typeof by === 'string' ? null : whyNotSettle(request, by)
  if (refusal) return { ok: false, refusal }
  if (!asksAPerson(request)) return { ok: false, refusal: 'nothing_to_settle' }
  const { on, input, comment, commentHash } = testimony
  const witness = typeof by === 'string' ? by : by.person
  const pressed = input === undefined ? {} : { input }
  const settled = {
    ...{ ...ended(request, at), calledAt: request.calledAt, settledBy: witness, ...pressed },
    ...withComment(comment),
  }
  const told = { ...about(request.id, at), by: witness, ...pressed, ...withComment(commentHash) }
  if (on !== OPERATIONS[request.operation].flag) {
    const fault = { ...request.fault, outcome: 'not_done' } as const
    const to = { ...settled, state: 'failed', fault } as const
    return { ok: true, transition: { from: request, to, entry: { ...told, kind: 'failed', fault } } }
  }
  const { periodDays } = request
  const after = { ...request.before, rotation: { on, ...(periodDays ? { periodDays } : {}) } }
  const to = { ...settled, state: 'succeeded', after, how: 'settled' } as const
  const flags = { before: flagOf(request.before), after: flagOf(after) }
  const entry = { ...told, kind: 'succeeded', how: 'settled', ...flags } as const
  return { ok: true, transition: { from: request, to, entry } }
}

/** Why it is not this person's to say what became of a call; null when it is. */
export function whyNotSettle(request: Request, { person, standings }: Actor): Refusal | null {
  if (person === request.requester) return 'own_request'
  const noApprover = unless(standings.approvers, 'not_approver')
  const noAdmin = unless(standings.admins, 'not_approver')
  if (!noApprover || !noAdmin) return null
  return noApprover === 'identity_unknown' ? noApprover : noAdmin
}

const FIRST_READS_S = [1, 2, 4, 8, 15, 30] as const
const OFTEN_S = 60
const SELDOM_S = 3_600

function nextReadAt(reads: number, at: Date): number {
  const seconds = FIRST_READS_S[reads] ?? (reads <= READS_BEFORE_ASKING ? OFTEN_S : SELDOM_S)
  return at.getTime() + seconds * 1_000
}

/** Until when a settled request keeps its key from being asked for again: its call may still arrive at AWS. */
export function heldUntil(request: Request): number {
  if (request.state !== 'succeeded' && request.state !== 'failed') return 0
  const settled =
    request.settledBy !== undefined || (request.state === 'succeeded' && request.how === 'read_later')
  return settled && request.calledAt !== undefined ? request.calledAt + SETTLING_FOR : 0
}
