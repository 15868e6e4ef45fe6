import type { MessageTs, RequestId } from '../core/ids.ts'
import { nextStep } from '../core/next-step.ts'
import type { Request, RequestIn } from '../core/request.ts'
import { expire, lose, release } from '../core/transitions.ts'
import { type Deps, StoreConflict } from '../ports.ts'
import { execute, giveBack } from './execute.ts'
import { settle } from './settle.ts'

export interface AdvanceReads {
  request(id: RequestId): Promise<Request | null>
  cardTs(id: RequestId): Promise<MessageTs | null>
}

/**
 * Does the next step of a request, whatever woke it. Returns when to look again (epoch ms), or null when a
 * transition will wake it. Losing a race is no fault: whoever won goes on with the request.
 */
export async function advance(
  deps: Deps & { readonly reads: AdvanceReads; readonly owner: string },
  id: RequestId,
): Promise<number | null> {
  const request = await deps.reads.request(id)
  if (!request) return null
  const cardPosted = (await deps.reads.cardTs(id)) !== null
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
        await settle(deps, step.request)
        return null
    }
  } catch (error) {
    if (error instanceof StoreConflict) return null
    throw error
  }
}

/** At once after a crash; with a pause where it comes back again, or what breaks every try would spin. */
function releaseFound(deps: Deps, request: RequestIn<'executing'>): Promise<void> {
  return request.tries === 0
    ? deps.ledger.commit(release(request, deps.now()))
    : giveBack(deps, request, { kind: 'interrupted', outcome: 'not_sent' })
}
