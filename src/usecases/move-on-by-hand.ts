import type { Ruling } from '../core/deciding.ts'
import type { RequestId } from '../core/ids.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Request } from '../core/request.ts'
import { type Ledger, StoreConflict } from '../ports.ts'
import { MOST_RACES, type RequestReads } from './move-on.ts'

export interface ByHandDeps {
  now(): Date
  sha256(text: string): string
  readonly ledger: Pick<Ledger, 'commit'>
  readonly reads: Pick<RequestReads, 'request'>
}

export type MovedByHand =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly refusal: Refusal; readonly request: Request | null }

/**
 * Moves a request on for somebody at the command line: judged by core, written by compare-and-swap, as for people in
 * Slack. Who loses a race is judged again, by what stands then.
 */
export async function moveOnByHand(
  { now, ledger, reads }: ByHandDeps,
  id: RequestId,
  judge: (request: Request, at: Date) => Ruling,
): Promise<MovedByHand> {
  for (let tries = 1; ; tries++) {
    const request = await reads.request(id)
    if (!request) return { ok: false, refusal: 'no_such_request', request }
    const ruling = judge(request, now())
    if (!ruling.ok) return { ok: false, refusal: ruling.refusal, request }
    try {
      await ledger.commit(ruling.transition)
      return { ok: true, request: ruling.transition.to }
    } catch (error) {
      if (!(error instanceof StoreConflict) || tries === MOST_RACES) throw error
    }
  }
}

/** For spreading: what somebody wrote to it, with the hash that the audit log keeps. */
export function saying({ sha256 }: Pick<ByHandDeps, 'sha256'>, because: string | undefined) {
  return because ? { comment: because, commentHash: sha256(because) } : {}
}
