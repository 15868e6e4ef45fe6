import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite, StoreInUse } from '../../src/store/sqlite.ts'
import { aRequestId, pathTo, T0 } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

const now = () => T0

describe('openSqlite', () => {
  let folder = ''
  const file = () => join(folder, 'data', 'bot.db')

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cckm-bot-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('refuses a file that another bot has open, and says what to do', async () => {
    const first = openSqlite(file(), now)
    expect(() => openSqlite(file(), now)).toThrow(StoreInUse)
    expect(() => openSqlite(file(), now)).toThrow(/bot\.db is in use by another cckm-bot\. Stop that one/)
    await first.close()
  })

  it.each(['link.db', 'data/link.db'])('refuses it by another name as well: %s', async (name) => {
    const link = join(folder, name)
    mkdirSync(join(folder, 'data'))
    symlinkSync(file(), link)
    // The link is there before the file it names.
    for (const [one, other] of [
      [link, file()],
      [file(), link],
      [link, link],
    ] as const) {
      const first = openSqlite(one, now)
      expect(() => openSqlite(other, now)).toThrow(StoreInUse)
      await first.close()
    }
  })

  it('frees the file when it is closed', async () => {
    await openSqlite(file(), now).close()
    const second = openSqlite(file(), now)
    expect(await second.transaction((sql) => sql('SELECT 1 AS one'))).toEqual([{ one: 1 }])
    await second.close()
  })

  it('finds after a restart what was committed', async () => {
    const before = openMemory(file())
    const request = await before.walk(pathTo.calling())
    const entries = await before.rows('SELECT * FROM audit')
    await before.store.close()
    const after = openMemory(file())
    expect(await after.store.requests.request(request.id)).toEqual(request)
    expect(await after.rows('SELECT * FROM audit')).toEqual(entries)
    await after.walk(pathTo.unconfirmed().slice(4))
    expect((await after.kinds()).at(-1)).toBe('unconfirmed')
    await after.store.close()
  })

  it('waits for what is being written before it closes', async () => {
    const before = openMemory(file())
    const committed = before.walk(pathTo.requested())
    await before.store.close()
    await committed
    const after = openMemory(file())
    expect(await after.store.requests.request(aRequestId(1))).toMatchObject({ state: 'requested' })
    await after.store.close()
  })

  it('writes nothing while another program writes, and goes on when that is done', async () => {
    const problems: (string | null)[] = []
    const bot = openSqlite(file(), now, (problem) => problems.push(problem))
    const write = () => bot.transaction((sql) => sql('SELECT 1 AS written'))
    const other = new DatabaseSync(file())
    other.exec('BEGIN IMMEDIATE')
    await expect(write()).rejects.toThrow(/locked/)
    other.exec('ROLLBACK')
    expect(await write()).toEqual([{ written: 1 }])
    expect(problems).toEqual([])
    other.close()
    await bot.close()
  })

  it('puts every commit on disk before it returns', async () => {
    const { rows, store } = openMemory(file())
    expect([await rows('PRAGMA journal_mode'), await rows('PRAGMA synchronous')]).toEqual([
      [{ journal_mode: 'wal' }],
      [{ synchronous: 2 }],
    ])
    await store.close()
  })
})

describe('sql', () => {
  it.each<[string, string, (string | null)[]]>([
    ['a missing value', 'SELECT $1, $2', ['a']],
    ['a surplus value', 'SELECT $1', ['a', 'b']],
    ['a value nobody asked for', 'SELECT 1', ['a']],
    ['a gap', 'SELECT $1, $3', ['a', 'b']],
  ])('refuses %s', async (_, text, params) => {
    const { rows } = openMemory()
    await expect(rows(text, ...params)).rejects.toThrow('do not fit')
  })

  it('binds a value wherever its number stands', async () => {
    const { rows } = openMemory()
    expect(await rows('SELECT $2 AS b, $1 AS a, $2 AS c', 'one', null)).toEqual([
      { b: null, a: 'one', c: null },
    ])
  })

  it('takes a quote for a letter', async () => {
    const { rows } = openMemory()
    expect(await rows('SELECT $1 AS it', "'; DROP TABLE audit; --")).toEqual([
      { it: "'; DROP TABLE audit; --" },
    ])
  })
})

describe('transaction', () => {
  const insert = `INSERT INTO settings (name, value) VALUES ($1, 'x')`
  const names = 'SELECT name FROM settings ORDER BY name'

  it('rolls back one that throws, and only that one', async () => {
    const { db, rows } = openMemory()
    const outcomes = await Promise.allSettled([
      db.transaction((sql) => sql(insert, 'before')),
      db.transaction(async (sql) => {
        await sql(insert, 'aborted')
        throw new Error('no')
      }),
      db.transaction((sql) => sql(insert, 'after')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await rows(names)).toEqual([{ name: 'after' }, { name: 'before' }])
  })

  it('lets nobody see or join what another has not committed', async () => {
    const { db, rows } = openMemory()
    const gate = Promise.withResolvers<void>()
    const slow = db.transaction(async (sql) => {
      await sql(insert, 'slow')
      await gate.promise
      throw new Error('no')
    })
    const quick = db.transaction(async (sql) => [await sql(names), await sql(insert, 'quick')])
    gate.resolve()
    await expect(slow).rejects.toThrow('no')
    expect(await quick).toEqual([[], []])
    expect(await rows(names)).toEqual([{ name: 'quick' }])
  })

  it('rolls back where a statement fails', async () => {
    const { db, rows } = openMemory()
    const twice = db.transaction(async (sql) => [await sql(insert, 'same'), await sql(insert, 'same')])
    await expect(twice).rejects.toThrow('UNIQUE')
    expect(await rows(names)).toEqual([])
  })
})
