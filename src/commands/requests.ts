import { bareWord } from '../core/bare-word.ts'
import type { RequestId } from '../core/ids.ts'
import type { WhichRequests } from '../core/reply.ts'
import { ROLES } from '../core/standing.ts'
import { listRequests } from '../usecases/list-requests.ts'
import { type Command, lineOf, problem, reads } from './command.ts'
import { type Option, oneWord, printOptions, takeOptions } from './options.ts'
import { readRequestId } from './parse-request.ts'
import { asSeen } from './slack-tokens.ts'
import { asTyped } from './typed.ts'

interface Listing {
  readonly which: WhichRequests
  /** The request before which to go on. */
  readonly before?: RequestId
}

const WHICH: ReadonlyMap<string, WhichRequests> = new Map([
  ['', 'open'],
  ['open', 'open'],
  ['mine', 'mine'],
  ['waiting', 'waiting'],
  ['all', 'all'],
])

const OPTIONS: readonly Option[] = [
  { names: ['before'], read: oneWord(readRequestId), problem: 'bad_request' },
]

export const requests: Command<Listing> = {
  name: 'requests',
  usage: '[mine|waiting|all]',
  summary: 'lists open requests, yours, those that wait for you, or all, newest first',
  example: 'requests waiting',
  notes: ['“waiting” are those that you may decide about now, and those whose card asks you what AWS shows.'],
  does: reads,
  roles: ROLES,
  parse(words) {
    const taken = takeOptions(words, OPTIONS)
    if (!taken.ok) return taken
    const typed = taken.rest.map(bareWord).join(' ')
    const which = WHICH.get(typed.toLowerCase())
    const before = readRequestId(taken.values.get('before') ?? '')
    return which
      ? { ok: true, what: { which, ...(before ? { before } : {}) } }
      : problem('unknown_word', { word: asSeen(typed) })
  },
  print: ({ which, before }) => `${which === 'open' ? '' : which}${printOptions({ before })}`.trim(),
  async run(deps, { asker }, { which, before }) {
    const page = await listRequests(deps, asker.person, { which, before: before ?? null })
    const last = page.requests.at(-1)
    const more = page.more && last ? asTyped(lineOf(requests, { which, before: last.id })) : null
    return { ...page, more }
  },
}
