import type { WhichRequests } from '../core/reply.ts'
import { ROLES } from '../core/standing.ts'
import { listRequests } from '../usecases/list-requests.ts'
import { type ClosedCommand, reads } from './command.ts'

const WHICH: ReadonlyMap<string, WhichRequests> = new Map([
  ['', 'open'],
  ['mine', 'mine'],
  ['waiting', 'waiting'],
  ['all', 'all'],
])

export const requests: ClosedCommand = {
  name: 'requests',
  usage: '[mine|waiting|all]',
  summary: 'lists open requests, yours, those that wait for a decision, or all',
  does: reads,
  roles: ROLES,
  async run(deps, { asker, words }) {
    const which = WHICH.get(words.toLowerCase())
    if (!which) return { kind: 'usage', problem: 'unknown_word', help: requests }
    return listRequests(deps, asker.person, which)
  },
}
