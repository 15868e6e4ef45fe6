import type { RequestId } from './ids.ts'
import type { Refusal } from './refusal.ts'
import type { RequestIn } from './request.ts'
import type { Change } from './snapshot.ts'
import { about, ended, MINUTE, type Transition, withFault } from './transition.ts'

/** How long an approval stays good without having been used. */
export const UNUSED_FOR = 15 * MINUTE

/** The key is no longer as it was shown: `successor` is the fresh request that is committed with this. */
export function supersede(
  request: RequestIn<'requested' | 'executing'>,
  changes: readonly Change[],
  successor: RequestId,
  at: Date,
): Transition {
  const to = { ...ended(request, at), state: 'superseded', changes, successor } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'superseded', changes, successor } }
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
  const fault = withFault(request.state === 'approved' ? request.waiting?.fault : undefined)
  const to = { ...ended(request, at), state: 'expired', ...fault } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'expired', ...fault } }
}
