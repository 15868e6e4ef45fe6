import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { StoreConflict } from '../../src/ports.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openBeside } from '../../src/store/sqlite.ts'
import { StoreUnusable } from '../../src/store/store-problem.ts'
import { a, pathTo, T0 } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cckm-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'bot.db')
}

const now = () => T0

describe('openBeside', () => {
  it('writes beside a bot that runs, each linked to the entry before it, whoever wrote that', async () => {
    const path = file()
    const bot = openMemory(path)
    const beside = openBeside(path, now)
    const store = openStore(beside, () => {}, { beside: true })
    const [asked, approved, claimed, marked] = pathTo.calling()
    for (const [ledger, step] of [
      [bot.store.ledger, asked],
      [store.ledger, approved],
      [bot.store.ledger, claimed],
      [store.ledger, marked],
    ] as const)
      if (step) await ledger.commit(step)
    const rows = await bot.rows('SELECT seq, prev, hash FROM audit ORDER BY seq')
    expect(rows.map(({ prev }) => prev).slice(1)).toEqual(rows.map(({ hash }) => hash).slice(0, -1))
    expect(await bot.rows('SELECT seq, hash FROM head')).toEqual([{ seq: 4, hash: rows[3]?.hash }])
    expect(await bot.rows('SELECT seq FROM unprinted ORDER BY seq')).toEqual([{ seq: 2 }, { seq: 4 }])
    expect(await bot.store.requests.request(a('calling').id)).toMatchObject({ state: 'calling' })
    await beside.close()
    await bot.store.close()
  })

  it('writes nothing over what the bot wrote meanwhile', async () => {
    const path = file()
    const bot = openMemory(path)
    await bot.walk(pathTo.requested())
    const beside = openBeside(path, now)
    const store = openStore(beside, () => {}, { beside: true })
    const [, approved] = pathTo.approved()
    if (!approved) throw new Error('there is no such step')
    await bot.store.ledger.commit(approved)
    await expect(store.ledger.commit(approved)).rejects.toThrow(StoreConflict)
    expect(await bot.kinds()).toEqual(['asked', 'approved'])
    expect(await bot.rows('SELECT seq FROM unprinted')).toEqual([])
    await beside.close()
    await bot.store.close()
  })

  it('leaves no file of its own beside a stopped bot', async () => {
    const path = file()
    await openMemory(path).store.close()
    const before = readdirSync(dirname(path))
    const beside = openBeside(path, now)
    await openStore(beside, () => {}).ledger.note({ v: 1, kind: 'stopped', at: T0.toISOString() })
    await beside.close()
    expect(readdirSync(dirname(path))).toEqual(before)
  })

  it.each([0, 2, 99])('refuses a schema of another version: %i', async (version) => {
    const path = file()
    await openMemory(path).store.close()
    setVersion(path, version)
    expect(() => openBeside(path, now)).toThrow(StoreUnusable)
  })

  it('writes nothing once a newer bot has changed the schema', async () => {
    const path = file()
    await openMemory(path).store.close()
    const beside = openBeside(path, now)
    setVersion(path, 2)
    const note = openStore(beside, () => {}).ledger.note({ v: 1, kind: 'stopped', at: T0.toISOString() })
    await expect(note).rejects.toThrow(/was made by a newer cckm-bot/)
    await beside.close()
  })
})

function setVersion(path: string, version: number): void {
  const db = new DatabaseSync(path)
  db.exec(`PRAGMA user_version = ${version}`)
  db.close()
}
