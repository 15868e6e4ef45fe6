import { ROLES } from '../core/standing.ts'
import { consider } from '../usecases/consider.ts'
import { decide } from '../usecases/decide.ts'
import type { ClosedCommand } from './command.ts'
import { parseRequest } from './parse-request.ts'
import { splitReason } from './split-reason.ts'
import { LONGEST } from './typed.ts'

/** With its reason it decides at once; without, a form asks for it. */
export const deny: ClosedCommand = {
  name: 'deny',
  usage: '<request> [because <reason>]',
  summary: 'denies a request',
  // Asked of whatever anybody types, before the ack: a line that is too long is not searched.
  does: (words) => (words.length <= LONGEST && splitReason(words).reason ? 'changes' : 'opens a form'),
  roles: ROLES,
  async run(deps, { asker, words }) {
    const parsed = parseRequest(words)
    if (!parsed.ok) return { kind: 'usage', problem: parsed.problem, help: deny }
    const { request, reason } = parsed
    return reason
      ? decide(deps, asker, { verdict: 'deny', request, comment: reason })
      : consider(deps, asker, { verdict: 'deny', request })
  },
}
