import { ROLES } from '../core/standing.ts'
import { show as showKey } from '../usecases/show.ts'
import { type ClosedCommand, reads } from './command.ts'
import { parseWish } from './parse-wish.ts'

export const show: ClosedCommand = {
  name: 'show',
  usage: '<key>',
  summary:
    'shows a key: its rotation flag, the last request for it, and what would come of it if you asked now',
  does: reads,
  roles: ROLES,
  async run(deps, { asker, words }) {
    const parsed = parseWish(words)
    if (!parsed.ok) return { kind: 'usage', problem: parsed.problem, help: show }
    return showKey(deps, asker, parsed.reference)
  },
}
