import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { Database, Param, Sql } from './database.ts'

const DDL = readFileSync(new URL('./ddl/sqlite.sql', import.meta.url), 'utf8')

/** Thrown when another bot holds the file. The message is a sentence for the person who started this one. */
export class StoreInUse extends Error {
  override name = 'StoreInUse' as const
}

/**
 * Opens (and creates) the database. `now` is the clock behind `now_ms()`. Every commit is on disk when it returns
 * (WAL, synchronous FULL). Throws StoreInUse when a bot has it open already.
 */
export function openSqlite(path: string, now: () => Date): Database {
  const unlock = path === ':memory:' ? () => {} : lock(path)
  const db = new DatabaseSync(path, { timeout: 500 })
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;',
  )
  db.function('now_ms', () => BigInt(now().getTime()))
  db.exec(DDL)
  const sql = prepared(db)
  // The engine has one connection: a second transaction would run inside the first.
  let last: Promise<unknown> = Promise.resolve()
  return {
    transaction(work) {
      const run = last.then(() => inTransaction(db, sql, work))
      last = run.catch(() => {})
      return run
    },
    async close() {
      await last
      db.close()
      unlock()
    },
  }
}

/**
 * Opens a database that exists, beside a bot that may be running, and can write nothing to it. Throws what SQLite
 * throws when it cannot be read.
 */
export function openReadOnly(path: string): Database {
  const db = new DatabaseSync(untouched(path), { readOnly: true, timeout: 500 })
  const sql = prepared(db)
  return {
    transaction: (work) => work(sql),
    close: async () => db.close(),
  }
}

/** Beside a bot that does not run, SQLite would leave files of its own there, of whoever looks. */
export function untouched(path: string): string | URL {
  if (path === ':memory:' || existsSync(`${path}-wal`)) return path
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  return url
}

async function inTransaction<T>(db: DatabaseSync, sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = await work(sql)
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function prepared(db: DatabaseSync): Sql {
  const statements = new Map<string, StatementSync>()
  return async (text, ...params) => {
    const statement = statements.get(text) ?? db.prepare(text)
    statements.set(text, statement)
    return statement.all(named(text, params))
  }
}

/** SQLite binds a missing value as NULL without a word, so the values are counted against the text. */
export function named(text: string, params: readonly Param[]): Record<string, Param> {
  const wanted = new Set(text.match(/\$\d+/g))
  const given = params.map((value, index) => [`$${index + 1}`, value] as const)
  const wrong =
    wanted.size !== given.length || given.some(([name, value]) => !wanted.has(name) || value === undefined)
  if (wrong) throw new Error(`${given.length} values do not fit: ${text}`)
  return Object.fromEntries(given)
}

/** A lock file beside the database: locking the database itself would also keep the CLI's reads out. */
function lock(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true })
  const holder = new DatabaseSync(`${path}.lock`)
  try {
    holder.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    holder.close()
    if (!isBusy(cause)) throw cause
    throw new StoreInUse(
      `${path} is in use by another cckm-bot. Stop that one first, or give this one its own DATABASE_URL.`,
      { cause },
    )
  }
  return () => holder.close()
}

const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
