import type { RequestEntry } from './entry.ts'
import type { Fault } from './fault.ts'
import type { ChannelId, InputId, PersonId, RequestId } from './ids.ts'
import type { Key } from './key.ts'
import type { Operation } from './operations.ts'
import type { Rule } from './policy.ts'
import type { Refusal } from './refusal.ts'
import type { Request, RequestIn } from './request.ts'
import type { Change } from './snapshot.ts'

/** One step of a request: the state it left, the state it reached, and what the audit log says of it. */
export interface Transition {
  readonly from: Request | null
  readonly to: Request
  readonly entry: RequestEntry
}

const MINUTE = 60_000
/** How long an approval stays good without having been used. */
export const UNUSED_FOR = 15 * MINUTE
/** Before this much time since the mark, "off" proves nothing: CipherTrust answers from a copy and calls run late. */
export const SETTLING_FOR = 10 * MINUTE

export interface Asking {
  readonly id: RequestId
  readonly operation: Operation
  readonly key: Key
  readonly snapshotHash: string
  readonly requester: PersonId
  readonly reason?: string
  readonly inputId: InputId
  readonly askedIn: ChannelId
  readonly channel: ChannelId
  readonly rule: Rule
}

export function ask(asking: Asking, at: Date): Transition & { readonly to: RequestIn<'requested'> } {
  const { id, key, rule } = asking
  const to: RequestIn<'requested'> = {
    ...asking,
    state: 'requested',
    version: 1,
    askedAt: at.getTime(),
    expiresAt: at.getTime() + 8 * 60 * MINUTE,
  }
  const entry = {
    ...about(id, at),
    kind: 'asked',
    by: asking.requester,
    operation: asking.operation,
    arn: key.arn,
    key: key.id,
    snapshot: asking.snapshotHash,
    before: flagOf(key),
    rule: rule.name,
    approvals: rule.approvals,
    input: asking.inputId,
    channel: asking.askedIn,
  } as const
  return { from: null, to, entry }
}

/** With `approvals: 0` the rule itself approves, in the transaction of the asking. */
export function approveByPolicy(request: RequestIn<'requested'>, at: Date): Transition {
  const to = { ...next(request), state: 'approved', approvedAt: at.getTime(), tries: 0 } as const
  return {
    from: request,
    to,
    entry: { ...about(request.id, at), kind: 'approved', by: 'policy', rule: request.rule.name },
  }
}

export function claim(
  request: RequestIn<'approved'>,
  owner: string,
  at: Date,
): Transition & { readonly to: RequestIn<'executing'> } {
  const { waiting: _, ...kept } = next(request)
  const to = { ...kept, state: 'executing', claimedBy: owner, attempt: 1 } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'claimed', attempt: 1, owner } }
}

/** Gives a claim back: its holder died before the mark, or CipherTrust could not be read and it waits until then. */
export function release(
  request: RequestIn<'executing'>,
  at: Date,
  waiting?: { readonly fault: Fault; readonly until: number },
): Transition {
  const { claimedBy: _, attempt: __, ...kept } = next(request)
  const to = {
    ...kept,
    state: 'approved',
    tries: request.tries + 1,
    ...(waiting ? { waiting } : {}),
  } as const
  return {
    from: request,
    to,
    entry: { ...about(request.id, at), kind: 'released', ...(waiting ? { fault: waiting.fault } : {}) },
  }
}

/** The mark: committed just before the bytes leave. Whoever finds it later only reads, never sends. */
export function mark(
  request: RequestIn<'executing'>,
  before: Key,
  account: string,
  at: Date,
): Transition & { readonly to: RequestIn<'calling'> } {
  const to = { ...next(request), state: 'calling', calledAt: at.getTime(), before } as const
  const entry = {
    ...about(request.id, at),
    kind: 'calling',
    attempt: request.attempt,
    before: flagOf(before),
    account,
  } as const
  return { from: request, to, entry }
}

/** The call certainly never left, and it was the first: the one replay of a write there is. */
export function sendOnceMore(
  request: RequestIn<'calling'>,
  fault: Fault,
  at: Date,
): Transition & { readonly to: RequestIn<'executing'> } {
  const { calledAt: _, before: __, ...kept } = next(request)
  const to = { ...kept, state: 'executing', attempt: 2 } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'not_sent', fault } }
}

/** The key reads as asked. `answer` is CipherTrust's reply to our own call, where there was one. */
export function succeed(
  request: RequestIn<'executing' | 'calling' | 'unconfirmed'>,
  after: Key,
  at: Date,
  answer: { readonly status?: number; readonly ciphertrustRequest?: string } = {},
): Transition {
  const how = HOW[request.state]
  const calledAt = 'calledAt' in request ? { calledAt: request.calledAt } : {}
  const to = { ...ended(request, at), ...calledAt, state: 'succeeded', after, how } as const
  const before = flagOf('before' in request ? request.before : request.key)
  const entry = {
    ...about(request.id, at),
    kind: 'succeeded',
    how,
    before,
    after: flagOf(after),
    ...answer,
  } as const
  return { from: request, to, entry }
}

const HOW = { executing: 'already_so', calling: 'called', unconfirmed: 'read_later' } as const

/** Certainly not done. */
export function fail(request: RequestIn<'calling' | 'unconfirmed'>, fault: Fault, at: Date): Transition {
  const to = { ...ended(request, at), state: 'failed', fault, calledAt: request.calledAt } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'failed', fault } }
}

/** The call may or may not have been carried out: nothing is sent again, reading settles it. */
export function lose(request: RequestIn<'calling'>, fault: Fault, at: Date): Transition {
  const to = {
    ...next(request),
    state: 'unconfirmed',
    fault,
    reads: 0,
    nextReadAt: nextReadAt(0, at),
  } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'unconfirmed', fault } }
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

export function supersede(
  request: RequestIn<'requested' | 'executing'>,
  changes: readonly Change[],
  at: Date,
): Transition {
  const to = { ...ended(request, at), state: 'superseded', changes } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'superseded', changes } }
}

/** The bot closes it: it could no longer be carried out, or may not be. */
export function cancel(
  request: RequestIn<'requested' | 'approved' | 'executing'>,
  why: Refusal,
  at: Date,
): Transition {
  const to = { ...ended(request, at), state: 'cancelled', why } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'cancelled', why } }
}

export function expire(request: RequestIn<'requested' | 'approved'>, at: Date): Transition {
  const fault = request.state === 'approved' && request.waiting ? { fault: request.waiting.fault } : {}
  const to = { ...ended(request, at), state: 'expired', ...fault } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'expired', ...fault } }
}

const FIRST_READS_S = [1, 2, 4, 8, 15, 30] as const
/** By then the call has had its ten minutes; if it is still open, CipherTrust itself is away. */
const READS_OFTEN = 20

function nextReadAt(reads: number, at: Date): number {
  return at.getTime() + (FIRST_READS_S[reads] ?? (reads < READS_OFTEN ? 60 : 600)) * 1_000
}

function about(request: RequestId, at: Date) {
  return { v: 1, at: at.toISOString(), request } as const
}

function flagOf(key: Key): { on: boolean; periodDays?: number } {
  const { periodDays } = key.rotation
  return { on: key.rotation.on, ...(periodDays ? { periodDays } : {}) }
}

function next<R extends Request>(request: R): R {
  return { ...request, version: request.version + 1 }
}

/** A request that ended keeps what was asked, and drops what only its open state needed. */
function ended(request: Request, at: Date) {
  const { id, operation, key, snapshotHash, requester, inputId, askedIn, channel } = request
  const { askedAt, expiresAt, rule, reason } = request
  return {
    ...{ id, operation, key, snapshotHash, requester, inputId, askedIn, channel, askedAt, expiresAt, rule },
    ...(reason === undefined ? {} : { reason }),
    version: request.version + 1,
    endedAt: at.getTime(),
  }
}

/** Until when a settled request keeps its key from being asked for again: its call may still arrive at AWS. */
export function heldUntil(request: Request): number {
  if (request.state !== 'succeeded' && request.state !== 'failed') return 0
  const settled =
    request.settledBy !== undefined || (request.state === 'succeeded' && request.how === 'read_later')
  return settled && request.calledAt !== undefined ? request.calledAt + SETTLING_FOR : 0
}
