import type { OsUser, RequestId } from '../core/ids.ts'
import { settle } from '../core/settling.ts'
import { type ByHandDeps, type MovedByHand, moveOnByHand, saying } from './move-on-by-hand.ts'

export interface SettlingByHand {
  readonly request: RequestId
  /** What AWS shows. */
  readonly on: boolean
  readonly because?: string | undefined
}

/** Somebody at the command line looked into AWS, and says whether the call that nobody can read about was carried out. */
export function settleByHand(
  deps: ByHandDeps,
  by: OsUser,
  { request, on, because }: SettlingByHand,
): Promise<MovedByHand> {
  const testimony = { on, ...saying(deps, because) }
  return moveOnByHand(deps, request, (stored, at) => settle(stored, testimony, by, at))
}
