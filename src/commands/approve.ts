import { ROLES } from '../core/standing.ts'
import { consider } from '../usecases/consider.ts'
import type { ClosedCommand } from './command.ts'
import { parseRequest } from './parse-request.ts'

export const approve: ClosedCommand = {
  name: 'approve',
  usage: '<request> [because <reason>]',
  summary: 'shows what would be approved, and asks whether you do',
  does: () => 'opens a form',
  roles: ROLES,
  async run(deps, { asker, words }) {
    const parsed = parseRequest(words)
    if (!parsed.ok) return { kind: 'usage', problem: parsed.problem, help: approve }
    const { request, reason } = parsed
    return consider(deps, asker, {
      verdict: 'approve',
      request,
      ...(reason ? { comment: reason } : {}),
    })
  },
}
