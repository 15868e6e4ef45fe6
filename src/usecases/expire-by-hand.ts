import { expireEarly } from '../core/closing.ts'
import type { OsUser, RequestId } from '../core/ids.ts'
import { type ByHandDeps, type MovedByHand, moveOnByHand, saying } from './move-on-by-hand.ts'

export interface ExpiringByHand {
  readonly request: RequestId
  readonly because?: string | undefined
}

/** Somebody at the command line ends a request that nobody decides about, before its call. */
export function expireByHand(
  deps: ByHandDeps,
  by: OsUser,
  { request, because }: ExpiringByHand,
): Promise<MovedByHand> {
  const said = { by, ...saying(deps, because) }
  return moveOnByHand(deps, request, (stored, at) => expireEarly(stored, said, at))
}
