import { ROLES } from '../core/policy.ts'
import { show as showKey } from '../usecases/show.ts'
import { type ClosedCommand, reads } from './command.ts'
import { parseWish } from './parse-wish.ts'

export const show: ClosedCommand = {
  name: 'show',
  usage: '<key>',
  summary: 'shows a key: its rotation flag, whether it can be switched on, and the last request for it',
  does: reads,
  roles: ROLES,
  async run(deps, { words }) {
    const parsed = parseWish(words)
    return parsed.ok
      ? showKey(deps, parsed.reference)
      : { kind: 'usage', problem: parsed.problem, help: show }
  },
}
