import { release } from '../core/calling.ts'
import { expire } from '../core/closing.ts'
import type { RequestId } from '../core/ids.ts'
import { nextStep } from '../core/next-step.ts'
import type { RequestIn } from '../core/request.ts'
import { lose } from '../core/settling.ts'
import { type Deps, StoreConflict } from '../ports.ts'
import { execute, giveBack } from './execute.ts'
import type { RequestReads } from './move-on.ts'
import { readAgain } from './read-again.ts'
import { remind } from './remind.ts'

/** Whoever was first has woken the request already; were there nobody, it must not be forgotten. */
const LOOK_AGAIN_MS = 1_000

/**
 * Does the next step of a request, whatever woke it. Returns when to look again (epoch ms), or null when a
 * transition will wake it. Losing a race is no fault: whoever won goes on with the request.
 */
export async function advance(
  deps: Deps & { readonly reads: RequestReads; readonly owner: string },
  id: RequestId,
): Promise<number | null> {
  const request = await deps.reads.request(id)
  if (!request) return null
  const cardPosted = (await deps.reads.cardOf(id)) !== null
  const step = nextStep(request, { cardPosted }, deps.now())
  try {
    switch (step.do) {
      case 'nothing':
        return null
      case 'wait':
        return step.until ?? null
      case 'expire':
        await deps.ledger.commit(expire(step.request, deps.now()))
        return null
      case 'remind':
        await remind(deps, step.request)
        return null
      case 'release':
        await releaseFound(deps, step.request)
        return null
      case 'lose':
        await deps.ledger.commit(lose(step.request, { kind: 'interrupted', outcome: 'unknown' }, deps.now()))
        return null
      case 'execute':
        await execute(deps, step.request)
        return null
      case 'read':
        await readAgain(deps, step.request)
        return null
    }
  } catch (error) {
    if (error instanceof StoreConflict) return deps.now().getTime() + LOOK_AGAIN_MS
    throw error
  }
}

/** At once after a crash; with a pause where it comes back again, or what breaks every try would spin. */
function releaseFound(deps: Deps, request: RequestIn<'executing'>): Promise<void> {
  return request.tries === 0
    ? deps.ledger.commit(release(request, deps.now()))
    : giveBack(deps, request, { kind: 'interrupted', outcome: 'not_sent' })
}
