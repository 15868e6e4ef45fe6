import { COMMANDS } from '../../../src/commands/registry.ts'
import type { Entry } from '../../../src/core/entry.ts'
import type { HistoryOf, HistoryRow } from '../../../src/core/history.ts'
import { Refusal } from '../../../src/core/refusal.ts'
import type { Reply } from '../../../src/core/reply.ts'
import type { Sought } from '../../../src/core/sought.ts'
import { ANN, AUDIT, a, anInputId, aRequestId, CARD_TS, HUNG_UP, T0 } from '../../builders.ts'
import { everyEntry } from './every-entry.ts'
import { everyRequest, type Outside } from './every-request.ts'

/** As many rows as a page has. */
const KEYS = 25
const ENTRIES = 20

/** Every page of a list, and every command explained: at their smallest, at their largest, and with nothing in them. */
export function everyList(outside: Outside): readonly Reply[] {
  return [
    ...COMMANDS.map((help) => ({ kind: 'help_on', help }) as const),
    {
      kind: 'help_on',
      help: { name: 'x', usage: '', summary: 'does it', example: outside.typed, notes: [] },
    },
    ...everyFinding(outside),
    ...everyHistory(outside),
  ]
}

function everyFinding({ key, typed }: Outside): readonly Reply[] {
  const on = { ...key, rotation: { ...key.rotation, on: true, periodDays: 2_560 } }
  const nameless = { ...key, aliases: [], gone: true, rotation: { on: false } }
  const page = { kind: 'found', first: 0, cut: false, nearest: [], more: null } as const
  const everything: Sought = { text: typed, rotation: 'off', region: 'eu-west-1', account: '123456789012' }
  const many = Array.from({ length: KEYS }, (_, n) => [on, key, nameless][n % 3] ?? key)
  return [{ text: '' }, { text: typed }, everything].flatMap((sought): readonly Reply[] => [
    { ...page, sought, keys: [], total: 0 },
    { ...page, sought, keys: [], total: 0, cut: true, nearest: [typed, typed, typed] },
    { ...page, sought, keys: [], total: 3, first: 100 },
    { ...page, sought, keys: [key], total: 1 },
    { ...page, sought, keys: many, total: 100, cut: true, more: 'find x page 2' },
    { ...page, sought, keys: many.slice(0, 5), total: 30, first: 25, more: 'x'.repeat(2_001) },
  ])
}

/** The log never holds a text from outside but an ARN and the name of a rule. */
export function everyOtherEntry({ key, shell }: Outside): readonly Entry[] {
  const at = T0.toISOString()
  const input = { command: 'rotate', input: anInputId(1), channel: AUDIT, count: 1 }
  const refused = { v: 1, at, kind: 'refused', by: ANN, since: at, more: 0 } as const
  return [
    ...Refusal.options.map((refusal) => ({ ...refused, inputs: [{ ...input, refusal }] })),
    {
      ...refused,
      more: 7,
      inputs: Array.from({ length: 20 }, () => ({
        ...{ ...input, count: 40, refusal: 'open_request' as const },
        ...{ fault: HUNG_UP, arn: key.arn, request: aRequestId(1) },
      })),
    },
    { v: 1, at, kind: 'policy_loaded', hash: 'a'.repeat(64) },
    { v: 1, at, kind: 'started', version: '0.1.0' },
    { v: 1, at, kind: 'stopped' },
    ...(['card', 'line', 'dm', 'outcome', 'anchor'] as const).map(
      (post) => ({ v: 1, at, kind: 'post_given_up', post, to: AUDIT, slack: 'x'.repeat(80) }) as const,
    ),
    ...[1, 1_000].map(
      (posts) => ({ v: 1, at, kind: 'posts_retried', request: aRequestId(1), by: shell, posts }) as const,
    ),
    { v: 1, at, kind: 'anchored', seq: 1_000_000, hash: 'a'.repeat(64), channel: AUDIT, ts: CARD_TS },
  ]
}

function everyHistory(outside: Outside): readonly Reply[] {
  const rows = [...rowsOf(outside), ...everyOtherEntry(outside).map((entry) => ({ ...row, entry }))]
  const page = { kind: 'history', of: null, rows: rows.slice(0, 1), more: null } as const
  const ofs: readonly (HistoryOf | null)[] = [
    null,
    { kind: 'key', arn: outside.key.arn },
    { kind: 'request', request: aRequestId(1) },
    { kind: 'person', person: ANN },
  ]
  const range = { since: T0.getTime(), until: T0.getTime() }
  return [
    ...ofs.flatMap((of): readonly Reply[] => [
      { ...page, of },
      { ...page, of, ...range, rows: [] },
    ]),
    ...pages(rows).map((some) => ({ ...page, ...range, rows: some, more: 'history before 1' })),
    ...longest(rows).map((one) => ({ ...page, rows: Array.from({ length: ENTRIES }, () => one) })),
  ]
}

const row = { seq: 1_000_000, request: null } as const

function rowsOf(outside: Outside): readonly HistoryRow[] {
  const request = a('unconfirmed', outside)
  const ended = everyRequest(outside).filter(({ state }) => state === 'denied' || state === 'withdrawn')
  return everyEntry(outside).flatMap((entry) => [
    { seq: 1_000_000, entry, request },
    ...(entry.kind === 'denied' ? ended.map((one) => ({ seq: 7, entry, request: one })) : []),
  ])
}

/** Those that have the most to say. */
function longest(rows: readonly HistoryRow[]): readonly HistoryRow[] {
  return rows.filter(
    ({ entry }) => ['asked', 'denied', 'superseded'].includes(entry.kind) || size(entry) > 2_000,
  )
}

function size(entry: Entry): number {
  return JSON.stringify(entry).length
}

function pages(rows: readonly HistoryRow[]): readonly (readonly HistoryRow[])[] {
  const starts = Array.from({ length: Math.ceil(rows.length / ENTRIES) }, (_, n) => n * ENTRIES)
  return starts.map((start) => rows.slice(start, start + ENTRIES))
}
