import type { Fault } from './fault.ts'
import type { Key } from './key.ts'
import type { RequestIn } from './request.ts'
import { about, ended, flagOf, MINUTE, next, type Transition, withFault } from './transition.ts'

/** Between two tries of an approved request. */
export const LONGEST_PAUSE = MINUTE

export function claim(
  request: RequestIn<'approved'>,
  owner: string,
  at: Date,
): Transition & { readonly to: RequestIn<'executing'> } {
  const { waiting: _, ...kept } = next(request)
  const to = { ...kept, state: 'executing', claimedBy: owner, attempt: 1 } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'claimed', attempt: 1, owner } }
}

/** Gives a claim back: its holder died before the mark, or something could not be found out and it waits until then. */
export function release(
  request: RequestIn<'executing'>,
  at: Date,
  waiting?: { readonly fault: Fault; readonly until: number },
): Transition {
  const { claimedBy: _, attempt: __, ...kept } = next(request)
  const tries = request.tries + 1
  const to = { ...kept, state: 'approved', tries, ...(waiting ? { waiting } : {}) } as const
  const entry = { ...about(request.id, at), kind: 'released', ...withFault(waiting?.fault) } as const
  return { from: request, to, entry }
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
