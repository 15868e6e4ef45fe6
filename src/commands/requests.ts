import { bareWord } from '../core/bare-word.ts'
import type { WhichRequests } from '../core/reply.ts'
import { ROLES } from '../core/standing.ts'
import { listRequests } from '../usecases/list-requests.ts'
import { type Command, problem, reads } from './command.ts'
import { LONGEST } from './typed.ts'

const WHICH: ReadonlyMap<string, WhichRequests> = new Map([
  ['', 'open'],
  ['open', 'open'],
  ['mine', 'mine'],
  ['waiting', 'waiting'],
  ['all', 'all'],
])

export const requests: Command<WhichRequests> = {
  name: 'requests',
  usage: '[mine|waiting|all]',
  summary: 'lists open requests, yours, those that wait for a decision, or all, newest first',
  example: 'requests waiting',
  does: reads,
  roles: ROLES,
  parse(words) {
    if (words.length > LONGEST) return problem('too_long')
    const which = WHICH.get(bareWord(words).toLowerCase())
    return which ? { ok: true, what: which } : problem('unknown_word')
  },
  print: (which) => (which === 'open' ? '' : which),
  run: (deps, { asker }, which) => listRequests(deps, asker.person, which),
}
