import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { pathTo } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

const FIRST = 'CREATE TABLE IF NOT EXISTS keys (arn TEXT); CREATE TABLE IF NOT EXISTS people (id TEXT);'
const SECOND = 'ALTER TABLE keys ADD COLUMN region TEXT; UPDATE keys SET region = substr(arn, 1, 2);'
const THIRD = 'CREATE INDEX keys_by_region ON keys (region);'

function aDatabase(...steps: string[]): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  migrate(db, steps)
  return db
}

function schemaOf(db: DatabaseSync): readonly unknown[] {
  return db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()
}

function versionOf(db: DatabaseSync): unknown {
  return db.prepare('PRAGMA user_version').get()?.user_version
}

describe('migrate', () => {
  it('brings an old database to the schema of a new one, and keeps what is in it', () => {
    const old = aDatabase(FIRST)
    old.exec(`INSERT INTO keys VALUES ('eu-1')`)
    migrate(old, [FIRST, SECOND, THIRD])
    expect(schemaOf(old)).toEqual(schemaOf(aDatabase(FIRST, SECOND, THIRD)))
    expect(old.prepare('SELECT * FROM keys').all()).toEqual([{ arn: 'eu-1', region: 'eu' }])
    expect(versionOf(old)).toBe(3)
  })

  it('does each step once', () => {
    const db = aDatabase(FIRST, SECOND)
    migrate(db, [FIRST, SECOND])
    expect(() => migrate(db, [FIRST, SECOND])).not.toThrow()
    expect(versionOf(db)).toBe(2)
  })

  it('leaves the database as it was when a step fails', () => {
    const db = aDatabase(FIRST)
    const before = schemaOf(db)
    expect(() => migrate(db, [FIRST, SECOND, 'CREATE TABLE keys (again TEXT);'])).toThrow('already exists')
    expect(schemaOf(db)).toEqual(before)
    expect([versionOf(db), db.isTransaction]).toEqual([1, false])
  })

  it('adds what the first step has come to create since', () => {
    const db = aDatabase('CREATE TABLE IF NOT EXISTS keys (arn TEXT);')
    migrate(db, [FIRST])
    expect(schemaOf(db)).toHaveLength(2)
  })
})

describe('a database of a bot from before there were versions', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cckm-bot-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('opens with all that is in it, and has the newest schema then', async () => {
    const path = join(folder, 'bot.db')
    const before = openMemory(path)
    const request = await before.walk(pathTo.calling())
    await before.store.close()
    const old = new DatabaseSync(path)
    // As it was: no number, and not yet the index that came with it.
    old.exec('PRAGMA user_version = 0; DROP INDEX inputs_unanswered;')
    old.close()
    const after = openMemory(path)
    expect(await after.store.requests.request(request.id)).toEqual(request)
    expect(await after.rows(`SELECT name FROM sqlite_schema WHERE name = 'inputs_unanswered'`)).toHaveLength(
      1,
    )
    expect(await after.rows('PRAGMA user_version')).toEqual([{ user_version: 1 }])
    await after.store.close()
  })

  it('can have its first step repeated: everything in it is created only where it is missing', () => {
    const ddl = readFileSync(new URL('../../src/store/ddl/sqlite.sql', import.meta.url), 'utf8')
    expect(ddl.match(/^CREATE (?!.*IF NOT EXISTS).*/gm)).toBeNull()
  })
})
