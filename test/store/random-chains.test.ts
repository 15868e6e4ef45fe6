import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { Entry } from '../../src/core/entry.ts'
import { append } from '../../src/store/chain.ts'
import { entryBodies, randomLogs } from '../audit/random-logs.ts'
import { openMemory } from '../memory-store.ts'

const LOGS = 10_000

it('links every one of 10,000 random logs, as anybody would compute it from the text alone', async () => {
  const { db } = openMemory()
  let entries = 0
  for (const log of randomLogs(LOGS, { most: 3 })) {
    const rolledBack = db.transaction(async (sql) => {
      for (const body of log) await append(sql, Entry.parse(JSON.parse(body)))
      const rows = await sql('SELECT seq, prev, hash, body FROM audit ORDER BY seq')
      throw new Done(rows)
    })
    const { rows } = await rolledBack.catch((done: Done) => done)
    expect(rows).toEqual(linked(log))
    entries += log.length
  }
  expect(entries).toBeGreaterThan(LOGS)
}, 60_000)

it('knows entries of every kind that there is', () => {
  const kinds = new Set(entryBodies.map((body) => JSON.parse(body).kind))
  expect(kinds.size).toBe(Entry.options.length)
})

/** The log is only added to: each is undone with its transaction, and the next begins anew. */
class Done extends Error {
  readonly rows: unknown
  constructor(rows: unknown) {
    super()
    this.rows = rows
  }
}

function linked(bodies: readonly string[]) {
  let prev = '0'.repeat(64)
  return bodies.map((body, index) => {
    const text = `cckm-audit-v1\n${index + 1}\n${prev}\n${body}`
    const row = { seq: index + 1, prev, hash: createHash('sha256').update(text, 'utf8').digest('hex'), body }
    prev = row.hash
    return row
  })
}
