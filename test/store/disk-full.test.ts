import { describe, expect, it } from 'vitest'
import { PersonId } from '../../src/core/ids.ts'
import type { Input } from '../../src/core/input.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { anInputId, last, pathTo, T0 } from '../builders.ts'
import { anInput, openMemory } from '../memory-store.ts'

/** A store on a disk that can be full, and what an operator is told. */
function aStore() {
  const told: (string | null)[] = []
  const db = openSqlite(
    ':memory:',
    () => T0,
    (problem) => told.push(problem),
  )
  const store = openStore(db, () => {})
  const set = (pages: number) => db.transaction((sql) => sql(`PRAGMA max_page_count = ${pages}`))
  return {
    ...{ db, store, told },
    /** A page that is there already can still be filled: so much is written that none is left. */
    async fill(): Promise<void> {
      await set(1)
      const note = () => store.ledger.note({ v: 1, kind: 'stopped', at: T0.toISOString() })
      while (
        await note().then(
          () => true,
          () => false,
        )
      );
    },
    free: () => set(1_000_000),
  }
}

describe('a disk that is full', () => {
  it('keeps what was stored, takes nothing more, and goes on when there is room again', async () => {
    const { store, fill, free, told } = aStore()
    const path = pathTo.calling()
    for (const transition of path.slice(0, 1)) await store.ledger.commit(transition)
    await fill()
    const { id } = last(path)
    const before = await store.requests.request(id)
    for (const transition of path.slice(1, 2))
      await expect(store.ledger.commit(transition)).rejects.toThrow('full')
    expect(await store.requests.request(id)).toEqual(before)
    await free()
    for (const transition of path.slice(1)) await store.ledger.commit(transition)
    expect(await store.requests.request(id)).toEqual(last(path))
    expect(told).toEqual([expect.stringMatching(/disk.*is full.*until there is room again/), null])
  })

  it('is told of once, however often something is tried, and not taken back by what only reads', async () => {
    const { store, fill, told } = aStore()
    await fill()
    for (const n of [1, 2, 3])
      await expect(
        store.ledger.note({ v: 1, kind: 'policy_loaded', at: T0.toISOString(), hash: String(n) }),
      ).rejects.toThrow('full')
    await store.policyHash.read()
    expect(told).toHaveLength(1)
  })
})

describe('more inputs than can be worked on', () => {
  it('are refused to a person who has 20 under way, until one is answered', async () => {
    const { store, take } = openMemory()
    for (let n = 1; n <= 20; n++) expect(await take(n)).toBe('taken')
    expect([await take(21), await take(1)]).toEqual(['too_many_of_yours', 'taken_before'])
    await store.inputs.answered(anInputId(3))
    expect(await take(21)).toBe('taken')
  })

  it('are refused to everybody when 200 are under way, and nothing is kept of them', async () => {
    const { store, clock, subjects } = openMemory()
    const of = (n: number): Input => ({ ...anInput(n), by: PersonId.parse(`U0P${n % 50}`) })
    const take = (n: number) => store.inputs.take(of(n), clock.at.getTime())
    for (let n = 0; n < 200; n++) expect(await take(n)).toBe('taken')
    expect(await take(200)).toBe('too_many')
    expect(await store.inputs.unanswered(anInputId(200))).toBeNull()
    expect(await subjects()).toHaveLength(200)
  })
})
