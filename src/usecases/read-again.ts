import { fail, succeed } from '../core/calling.ts'
import { CipherTrustFault, type Fault } from '../core/fault.ts'
import { against } from '../core/operations.ts'
import type { RequestIn } from '../core/request.ts'
import { askAPerson, isForAPerson, SETTLING_FOR, readAgain as stillOpen } from '../core/settling.ts'
import type { Transition } from '../core/transition.ts'
import type { Deps } from '../ports.ts'

/** As many reads as come due in that time: a clock that jumps ahead proves nothing. */
const READS_THAT_PROVE = 12

/**
 * Reads once to find out what became of a call whose answer was lost; after many reads that came to nothing a person
 * is asked. Nothing is ever sent again from here.
 */
export async function readAgain(deps: Deps, request: RequestIn<'unconfirmed'>): Promise<void> {
  await deps.ledger.commit(await judge(deps, request))
}

async function judge(deps: Deps, request: RequestIn<'unconfirmed'>): Promise<Transition> {
  try {
    const rotation = await deps.ciphertrust.readRotation(request.key.id)
    const at = deps.now()
    const key = { ...request.before, rotation }
    const stands = against(request, rotation)
    if (stands === 'as_wanted') return succeed(request, key, at)
    if (stands === 'untold') return nothingFound(request, { kind: 'period_untold', outcome: 'unknown' }, at)
    const proven = at.getTime() - request.calledAt >= SETTLING_FOR && request.reads >= READS_THAT_PROVE
    return proven
      ? fail(request, { ...request.fault, outcome: 'not_done' }, at)
      : stillOpen(request, { key }, at)
  } catch (error) {
    if (!(error instanceof CipherTrustFault)) throw error
    return nothingFound(request, error.fault, deps.now())
  }
}

function nothingFound(request: RequestIn<'unconfirmed'>, fault: Fault, at: Date): Transition {
  return isForAPerson(request, at) ? askAPerson(request, fault, at) : stillOpen(request, { fault }, at)
}
