import { ROLES } from '../core/standing.ts'
import { withdraw as takeBack } from '../usecases/withdraw.ts'
import { type Command, changes } from './command.ts'
import { type NamedRequest, parseRequest, printRequest } from './parse-request.ts'

export const withdraw: Command<NamedRequest> = {
  name: 'withdraw',
  usage: '<request> [because <reason>]',
  summary: 'takes your request back, as long as its call is not being made',
  example: 'withdraw R-7K2M9QXD because the audit finding was about another key',
  does: changes,
  roles: ROLES,
  parse: parseRequest,
  print: printRequest,
  run: (deps, { asker }, { request, reason }) =>
    takeBack(deps, asker, { request, ...(reason ? { comment: reason } : {}) }),
}
