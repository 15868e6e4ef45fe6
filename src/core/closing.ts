import { type Ruling, type Said, withComment } from './deciding.ts'
import type { OsUser, RequestId } from './ids.ts'
import type { Refusal } from './refusal.ts'
import { isOpen, type Request, type RequestIn } from './request.ts'
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

export function expire(request: RequestIn<'requested' | 'approved'>, at: Date) {
  const fault = withFault(request.state === 'approved' ? request.waiting?.fault : undefined)
  const to = { ...ended(request, at), state: 'expired', ...fault } as const
  const entry = { ...about(request.id, at), kind: 'expired', ...fault } as const
  return { from: request, to, entry } satisfies Transition
}

/** Somebody at the command line ends it before its time: only where no call was made, and none is being made. */
export function expireEarly(
  request: Request,
  { by, comment, commentHash }: Said & { readonly by: OsUser },
  at: Date,
): Ruling {
  if (request.state !== 'requested' && request.state !== 'approved')
    return { ok: false, refusal: isOpen(request) ? 'under_way' : 'already_decided' }
  const { from, to, entry } = expire(request, at)
  const transition = {
    from,
    to: { ...to, by, ...withComment(comment) },
    entry: { ...entry, by, ...withComment(commentHash) },
  }
  return { ok: true, transition }
}
