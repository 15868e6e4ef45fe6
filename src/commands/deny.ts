import { ROLES } from '../core/standing.ts'
import { consider } from '../usecases/consider.ts'
import { decide } from '../usecases/decide.ts'
import type { Command } from './command.ts'
import { type NamedRequest, parseRequest, printRequest } from './parse-request.ts'
import { splitReason } from './split-reason.ts'
import { LONGEST } from './typed.ts'

/** With its reason it decides at once; without, a form asks for it. */
export const deny: Command<NamedRequest> = {
  name: 'deny',
  usage: '<request> [because <reason>]',
  summary: 'denies a request; without a reason you are asked for one',
  example: 'deny R-7K2M9QXD because the change freeze ends on Monday',
  // Asked of whatever anybody types, before the ack: a line that is too long is not searched.
  does: (words) => (words.length <= LONGEST && splitReason(words).reason ? 'changes' : 'opens a form'),
  roles: ROLES,
  parse: parseRequest,
  print: printRequest,
  run: (deps, { asker }, { request, reason }) =>
    reason
      ? decide(deps, asker, { verdict: 'deny', request, comment: reason })
      : consider(deps, asker, { verdict: 'deny', request }),
}
