import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Row } from '../../src/store/database.ts'
import { pathTo, T0 } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

const all = 'SELECT seq, prev, hash, body, request_id FROM audit ORDER BY seq'

/** Where the chain first breaks, recomputed from the stored text alone; null when it holds. */
function brokenAt(rows: readonly Row[]): unknown {
  let prev = '0000000000000000000000000000000000000000000000000000000000000000'
  for (const [index, row] of rows.entries()) {
    const covered = ['cckm-audit-v1', index + 1, prev, row.body].join('\n')
    const hash = createHash('sha256').update(Buffer.from(covered, 'utf8')).digest('hex')
    if (row.seq !== index + 1 || row.prev !== prev || row.hash !== hash) return index + 1
    prev = hash
  }
  return null
}

describe('the audit log', () => {
  it('is a chain that anybody can recompute', async () => {
    const { walk, rows, store } = openMemory()
    await store.ledger.commit(...pathTo.approved())
    await walk(pathTo.succeeded().slice(2))
    const entries = await rows(all)
    expect(entries).toHaveLength(5)
    expect(brokenAt(entries)).toBeNull()
  })

  it('starts from 64 zeros', async () => {
    const { walk, rows } = openMemory()
    await walk(pathTo.requested())
    expect((await rows(all))[0]).toMatchObject({ seq: 1, prev: '0'.repeat(64) })
  })

  it('shows an edit', async () => {
    const { walk, rows } = openMemory()
    await walk(pathTo.calling())
    const edited = (await rows(all)).map((row) =>
      row.seq === 2 ? { ...row, body: String(row.body).replace('policy', 'Policy') } : row,
    )
    expect(brokenAt(edited)).toBe(2)
  })

  it('stays one chain when many write at once', async () => {
    const { store, rows } = openMemory()
    const at = T0.toISOString()
    const notes = Array.from({ length: 20 }, (_, n) => `version ${n} – ü`)
    await Promise.all(notes.map((version) => store.ledger.note({ v: 1, kind: 'started', at, version })))
    const entries = await rows(all)
    expect(entries).toHaveLength(20)
    expect(brokenAt(entries)).toBeNull()
  })

  it('names the request of an entry that has one', async () => {
    const { walk, store, rows } = openMemory()
    await walk(pathTo.requested())
    await store.ledger.note({ v: 1, kind: 'stopped', at: T0.toISOString() })
    expect((await rows(all)).map((row) => row.request_id)).toEqual(['R-11111111', null])
  })

  it('hands every entry on once it is written, with its place in the chain', async () => {
    const { walk, rows, written } = openMemory()
    await walk(pathTo.calling())
    const stored = (await rows(all)).map((row) => [row.seq, row.hash, JSON.parse(String(row.body))])
    expect(written.map(({ seq, hash, entry }) => [seq, hash, entry])).toEqual(stored)
  })

  it.each([
    `UPDATE audit SET body = '{}'`,
    'DELETE FROM audit',
    'DELETE FROM audit WHERE seq = 1',
    `INSERT OR REPLACE INTO audit (seq, prev, hash, body) VALUES (1, '', 'x', '{}')`,
  ])('does not let %s through', async (statement) => {
    const { walk, rows } = openMemory()
    await walk(pathTo.approved())
    await expect(rows(statement)).rejects.toThrow('only added to')
    expect(brokenAt(await rows(all))).toBeNull()
  })
})
