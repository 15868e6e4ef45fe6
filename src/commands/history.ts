import { PersonId, type RequestId } from '../core/ids.ts'
import { type KeyReference, parseKeyReference, printKeyReference } from '../core/key-reference.ts'
import { ROLES } from '../core/standing.ts'
import type { When } from '../core/when.ts'
import { history as readHistory } from '../usecases/history.ts'
import { type Command, lineOf, type Parsed, problem, reads } from './command.ts'
import { type Option, oneWord, optionIn, printOptions, takeOptions } from './options.ts'
import { readRequestId } from './parse-request.ts'
import { readWhen } from './read-when.ts'
import { asSeen, mentioned } from './slack-tokens.ts'
import { asTyped } from './typed.ts'

/** Whose history is asked for. */
type Subject =
  | { readonly kind: 'key'; readonly reference: KeyReference }
  | { readonly kind: 'request'; readonly request: RequestId }
  | { readonly kind: 'person'; readonly person: PersonId }

interface Asked {
  readonly of?: Subject
  readonly since?: When
  readonly until?: When
  /** The entry before which to go on. */
  readonly before?: number
}

const OPTIONS: readonly Option[] = [
  { names: ['since', 'from'], read: readWhen, problem: 'bad_time' },
  { names: ['until', 'to'], read: readWhen, problem: 'bad_time' },
  {
    names: ['before'],
    read: oneWord((word) => /^#?([1-9]\d{0,14})$/.exec(word)?.[1] ?? null),
    problem: 'bad_entry',
  },
]

export const history: Command<Asked> = {
  name: 'history',
  usage: '[<key>|<request>|@person] [since <time>] [until <time>]',
  summary: 'shows what the audit log has of a key, a request or a person, newest first',
  example: 'history alias/payments since 7d',
  notes: [
    'A time is a day (2026-11-01), a minute (2026-11-01 09:30), both of UTC, or so long ago: 30min, 12h, 7d, 2w.',
    'Of a person it shows what they did, and where they were refused. Any key can be named by its ARN, even one that is gone.',
  ],
  does: reads,
  roles: ROLES,
  parse(words) {
    const taken = takeOptions(words, OPTIONS)
    if (!taken.ok) return taken
    const [name, ...more] = taken.rest
    if (more.length > 0) return problem('unknown_word', { word: asSeen(more.join(' ')) })
    const of = name === undefined ? null : subjectOf(name)
    if (of && !of.ok) return of
    const [since, until, before] = ['since', 'until', 'before'].map((option) => taken.values.get(option))
    return {
      ok: true,
      what: {
        ...(of ? { of: of.what } : {}),
        ...(since ? { since } : {}),
        ...(until ? { until } : {}),
        ...(before ? { before: Number(before) } : {}),
      },
    }
  },
  print({ of, ...options }) {
    return `${of ? printSubject(of) : ''}${printOptions(options)}`.trim()
  },
  async run(deps, _call, { of, ...asked }) {
    const found = await readHistory(deps, of ?? null, asked)
    if (found.kind === 'refused') return found
    const last = found.rows.at(-1)?.seq
    const next = found.more && last ? { ...(of ? { of } : {}), ...asked, before: last } : null
    return { ...found, more: next && asTyped(lineOf(history, next)) }
  },
}

/** What stands in quotes, like everything that is no option, is the name of somebody or something. */
function subjectOf(word: string): Parsed<Subject> {
  const person = mentioned(word)
  if (person) return { ok: true, what: { kind: 'person', person: PersonId.parse(person) } }
  if (word.startsWith('@')) return problem('bad_person', { word })
  const request = readRequestId(word)
  if (request) return { ok: true, what: { kind: 'request', request } }
  const reference = parseKeyReference(word)
  return reference
    ? { ok: true, what: { kind: 'key', reference } }
    : problem('bad_key', { word: asSeen(word) })
}

function printSubject(of: Subject): string {
  switch (of.kind) {
    case 'key': {
      const name = printKeyReference(of.reference)
      return optionIn(name, OPTIONS) ? `"${name}"` : name
    }
    case 'request':
      return of.request
    case 'person':
      return `<@${of.person}>`
  }
}
