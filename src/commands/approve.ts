import { ROLES } from '../core/standing.ts'
import { consider } from '../usecases/consider.ts'
import type { Command } from './command.ts'
import { type NamedRequest, parseRequest, printRequest } from './parse-request.ts'

export const approve: Command<NamedRequest> = {
  name: 'approve',
  usage: '<request> [because <reason>]',
  summary: 'shows what would be approved, and asks whether you do: the same as the button on the card',
  example: 'approve R-7K2M9QXD',
  does: () => 'opens a form',
  roles: ROLES,
  parse: parseRequest,
  print: printRequest,
  run: (deps, { asker }, { request, reason }) =>
    consider(deps, asker, { verdict: 'approve', request, ...(reason ? { comment: reason } : {}) }),
}
