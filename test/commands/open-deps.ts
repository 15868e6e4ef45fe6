import type { CommandDeps } from '../../src/commands/command.ts'
import { dispatch } from '../../src/commands/dispatch.ts'
import type { PersonId } from '../../src/core/ids.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Request } from '../../src/core/request.ts'
import type { Transition } from '../../src/core/transition.ts'
import { aKey, later, twoPersons } from '../builders.ts'
import { closedDeps, typed } from './deps.ts'

/** A bot that keeps one request: what it commits and whom it refuses is noted. */
export function keeping(request: Request, inForce: Policy = twoPersons, open: Partial<CommandDeps> = {}) {
  const { deps: closed, refusals } = closedDeps()
  const committed: Transition[] = []
  const read: unknown[] = []
  const deps: CommandDeps = {
    ...closed,
    now: () => later(60),
    policy: inForce,
    ciphertrust: {
      ...closed.ciphertrust,
      read: async (id) => {
        read.push(id)
        return aKey()
      },
    },
    ledger: { ...closed.ledger, commit: async (...steps) => void committed.push(...steps) },
    reads: { ...closed.reads, request: async (id) => (id === request.id ? request : null) },
    ...open,
  }
  return {
    ...{ deps, committed, refusals, read },
    say: (text: string, by: PersonId) => dispatch(deps, typed(text, by)),
  }
}
