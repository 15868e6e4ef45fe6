import { ROLES } from '../core/standing.ts'
import { withdraw as takeBack } from '../usecases/withdraw.ts'
import { type ClosedCommand, changes } from './command.ts'
import { parseRequest } from './parse-request.ts'

export const withdraw: ClosedCommand = {
  name: 'withdraw',
  usage: '<request> [because <reason>]',
  summary: 'withdraws your request, as long as its call has not been made',
  does: changes,
  roles: ROLES,
  async run(deps, { asker, words }) {
    const parsed = parseRequest(words)
    if (!parsed.ok) return { kind: 'usage', problem: parsed.problem, help: withdraw }
    const { request, reason } = parsed
    return takeBack(deps, asker, { request, ...(reason ? { comment: reason } : {}) })
  },
}
