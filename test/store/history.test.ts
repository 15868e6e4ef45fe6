import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/core/entry.ts'
import { type HistoryOf, type HistoryQuery, subjectOf } from '../../src/core/history.ts'
import { PersonId } from '../../src/core/ids.ts'
import { PAGE } from '../../src/store/history.ts'
import {
  ANN,
  AUDIT,
  aKey,
  anInputId,
  approvedBySam,
  aRequestId,
  later,
  NO,
  ONE_APPROVAL,
  pathTo,
  SAM,
} from '../builders.ts'
import { openMemory } from '../memory-store.ts'

const FOREVER = { since: 0, until: Number.MAX_SAFE_INTEGER, before: null, most: 100 }
const KEY = { kind: 'key', arn: aKey().arn } as const
const REQUEST = { kind: 'request', request: aRequestId(1) } as const

function stopped(seconds: number): Entry {
  return { v: 1, kind: 'stopped', at: later(seconds).toISOString() }
}

/** A log that can be asked, with its entries named by kind. */
function openLog() {
  const memory = openMemory()
  const ask = (of: HistoryOf | null, query: Partial<HistoryQuery> = {}) =>
    memory.store.requests.history({ ...FOREVER, subject: subjectOf(of), ...query })
  const kinds = async (of: HistoryOf | null, query: Partial<HistoryQuery> = {}) =>
    (await ask(of, query)).map(({ entry }) => entry.kind)
  return { ...memory, ask, kinds }
}

const refused = (changes: object = {}) => ({
  ...{ command: 'rotate', refusal: 'replica', input: anInputId(9), channel: AUDIT, ...changes },
})

describe('the history', () => {
  it('of everything is the whole log, newest first, each entry with its place and its request', async () => {
    const { walk, store, ask } = openLog()
    const request = await walk(pathTo.succeeded())
    await store.ledger.note(stopped(100))
    const rows = await ask(null)
    expect(rows.map(({ seq, entry }) => [seq, entry.kind])).toEqual([
      ...[
        [6, 'stopped'],
        [5, 'succeeded'],
        [4, 'calling'],
        [3, 'claimed'],
        [2, 'approved'],
        [1, 'asked'],
      ],
    ])
    expect(rows.map((row) => row.request)).toEqual([null, ...Array.from({ length: 5 }, () => request)])
  })

  it('of a key has every entry of its requests, though only the first names the key', async () => {
    const { walk, kinds, store } = openLog()
    await walk(pathTo.executing())
    await store.ledger.note(stopped(100))
    expect(await kinds(KEY)).toEqual(['claimed', 'approved', 'asked'])
    expect(await kinds({ kind: 'key', arn: `${aKey().arn}x` })).toEqual([])
  })

  it('of a key has refusals that were about it, where there never was a request', async () => {
    const { store, kinds } = openLog()
    await store.ledger.refuse(
      ANN,
      Object.assign(refused(), { refusal: 'replica' as const, arn: 'arn:other' }),
      NO,
    )
    await store.ledger.refuse(
      SAM,
      Object.assign(refused(), { refusal: 'not_allowed' as const, input: anInputId(10) }),
      NO,
    )
    expect(await kinds({ kind: 'key', arn: 'arn:other' })).toEqual(['refused'])
  })

  it('of a request has its entries alone', async () => {
    const { walk, kinds } = openLog()
    await walk([...pathTo.requested({ rule: ONE_APPROVAL }), approvedBySam()])
    const other = aKey({ arn: 'arn:other' })
    await walk(pathTo.requested({ id: aRequestId(2), key: other, inputId: anInputId(5) }))
    expect(await kinds(REQUEST)).toEqual(['approved', 'asked'])
    expect(await kinds({ kind: 'request', request: aRequestId(2) })).toEqual(['asked'])
    expect(await kinds({ kind: 'request', request: aRequestId(3) })).toEqual([])
  })

  it('of a person has what they did, not what was done to their request', async () => {
    const { walk, kinds } = openLog()
    await walk([...pathTo.requested({ rule: ONE_APPROVAL }), approvedBySam()])
    expect(await kinds({ kind: 'person', person: ANN })).toEqual(['asked'])
    expect(await kinds({ kind: 'person', person: SAM })).toEqual(['approved'])
    expect(await kinds({ kind: 'person', person: PersonId.parse('U0NOBODY') })).toEqual([])
  })

  it('keeps to its times, both included', async () => {
    const { store, kinds, ask } = openLog()
    for (const at of [10, 20, 30, 40]) await store.ledger.note(stopped(at))
    const at = (seconds: number) => later(seconds).getTime()
    const rows = await ask(null, { since: at(20), until: at(30) })
    expect(rows.map(({ seq }) => seq)).toEqual([3, 2])
    expect(await kinds(null, { since: at(41) })).toEqual([])
    expect(await kinds(null, { until: at(10) - 1 })).toEqual([])
  })

  it('comes in pages that neither repeat nor leave out an entry, also of one instant', async () => {
    const { store, ask } = openLog()
    for (let n = 0; n < 25; n += 1) await store.ledger.note(stopped(n < 15 ? 10 : 20))
    const seen: number[] = []
    for (let before: number | null = null; ; ) {
      const page: readonly { readonly seq: number }[] = await ask(null, { before, most: 10 })
      seen.push(...page.map(({ seq }) => seq))
      before = page.at(-1)?.seq ?? null
      if (page.length < 10) break
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => 25 - n))
  })

  it('goes on before an entry within its times, and from its end where that entry is later', async () => {
    const { store, ask } = openLog()
    for (const at of [10, 20, 30, 40]) await store.ledger.note(stopped(at))
    const seqs = async (query: Partial<HistoryQuery>) => (await ask(null, query)).map(({ seq }) => seq)
    expect(await seqs({ before: 3 })).toEqual([2, 1])
    expect(await seqs({ before: 4, until: later(20).getTime() })).toEqual([2, 1])
    expect(await seqs({ before: 3, since: later(20).getTime() })).toEqual([2])
    expect(await seqs({ before: 1_000 })).toEqual([4, 3, 2, 1])
  })

  it('loses nothing when the clock is set back', async () => {
    const { store, ask } = openLog()
    for (const at of [10, 30, 20, 40]) await store.ledger.note(stopped(at))
    const rows = await ask(null, { since: later(20).getTime(), until: later(30).getTime() })
    expect(rows.map(({ seq }) => seq).sort()).toEqual([2, 3])
  })
})

describe('a log that is older than its files', () => {
  it('is filed once, all of it', async () => {
    const { walk, store, rows, kinds, db } = openLog()
    await walk(pathTo.succeeded())
    await db.transaction((sql) => sql('DELETE FROM audit_subjects'))
    await store.fileEntries()
    expect(await kinds(KEY)).toEqual(['succeeded', 'calling', 'claimed', 'approved', 'asked'])
    const before = await rows('SELECT * FROM audit_subjects ORDER BY subject, seq')
    await store.fileEntries()
    expect(await rows('SELECT * FROM audit_subjects ORDER BY subject, seq')).toEqual(before)
  })

  it('is filed to its beginning after a stop in the middle', async () => {
    const { store, kinds, db } = openLog()
    for (const at of [10, 20, 30]) await store.ledger.note(stopped(at))
    await db.transaction((sql) => sql('DELETE FROM audit_subjects WHERE seq < 3'))
    await store.fileEntries()
    expect(await kinds(null)).toHaveLength(3)
  })

  it('is filed however long it is', async () => {
    const { store, db, ask } = openLog()
    for (let n = 0; n < 1_100; n += 1) await store.ledger.note(stopped(n))
    await db.transaction((sql) => sql('DELETE FROM audit_subjects'))
    await store.fileEntries()
    expect(await ask(null, { most: 2_000 })).toHaveLength(1_100)
  })

  it('may be empty', async () => {
    const { store, kinds } = openLog()
    await store.fileEntries()
    expect(await kinds(null)).toEqual([])
  })
})

describe('a page of the history', () => {
  it.each([
    ['from the start', { before: null }],
    ['from an entry on', { before: 3 }],
  ])('is one search of an index and no sorting, %s', async (_, { before }) => {
    const { rows } = openLog()
    const plan = await rows(`EXPLAIN QUERY PLAN ${PAGE}`, ...['all', 0, 9e15, before ?? 9e15, 21])
    const steps = plan.map(({ detail }) => String(detail))
    expect(steps[0]).toMatch(/^SEARCH s USING PRIMARY KEY \(subject=\? AND .*at.*\)$/)
    expect(steps.filter((step) => /SCAN|TEMP B-TREE/.test(step))).toEqual([])
  })
})
