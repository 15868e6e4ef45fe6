import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { StoredEntry } from '../../src/store/unprinted.ts'
import { printEntries } from '../../src/usecases/print-entries.ts'
import { later, pathTo, T0 } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

/** A bot, and on its database another process that wrote so many entries beside it. */
async function writtenBeside(count: number) {
  const memory = openMemory()
  const beside = openStore(memory.db, () => {}, { beside: true })
  for (let n = 0; n < count; n++)
    await beside.ledger.note({ v: 1, kind: 'started', at: later(n).toISOString(), version: '1.0.0' })
  const printed: StoredEntry[] = []
  return { ...memory, printed, print: () => printEntries(memory.store, (entry) => printed.push(entry)) }
}

describe('printEntries', () => {
  it('prints what was written beside the bot, in order and once', async () => {
    const { print, printed, rows } = await writtenBeside(250)
    expect(await print()).toBeNull()
    expect(await print()).toBeNull()
    expect(printed.map(({ seq }) => seq)).toEqual(Array.from({ length: 250 }, (_, n) => n + 1))
    const [row] = await rows('SELECT seq, hash, body FROM audit WHERE seq = 1')
    expect(printed[0]).toEqual({ seq: 1, hash: row?.hash, entry: JSON.parse(String(row?.body)) })
  })

  it('has nothing to print of what the bot wrote itself', async () => {
    const { print, printed, walk } = await writtenBeside(0)
    await walk(pathTo.failed())
    await print()
    expect(printed).toEqual([])
  })

  it('prints again what the last life died over, rather than not at all', async () => {
    const { store, printed, print, rows, subjects } = await writtenBeside(2)
    const dies = { ...store, printed: () => Promise.reject(new Error('killed')) }
    await expect(printEntries(dies, (entry) => printed.push(entry))).rejects.toThrow('killed')
    await rows('DELETE FROM jobs')
    await store.rebuildJobs()
    expect(await subjects()).toEqual(['print:entries'])
    await print()
    expect(printed.map(({ seq }) => seq)).toEqual([1, 2, 1, 2])
  })

  it('prints what another version of the program wrote, as it is', async () => {
    const { print, printed, rows } = await writtenBeside(0)
    const body = JSON.stringify({ v: 2, kind: 'unheard_of', at: T0.toISOString() })
    await rows(`INSERT INTO audit (seq, prev, hash, body) VALUES (1, '', 'h', $1)`, body)
    await rows('INSERT INTO unprinted (seq) VALUES (1)')
    await print()
    expect(printed).toEqual([{ seq: 1, hash: 'h', entry: JSON.parse(body) }])
  })
})
