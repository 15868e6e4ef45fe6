import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { Database, Param, Sql } from './database.ts'
import { migrate, refuseNewer, requireSame } from './migrate.ts'
import { damaged, isBusy, StoreUnusable, storeProblem } from './store-problem.ts'
import { type OnProblem, watchWrites } from './watch-writes.ts'

/** Thrown when another bot holds the file. The message is a sentence for the person who started this one. */
export class StoreInUse extends Error {
  override name = 'StoreInUse' as const
}

/**
 * Opens (and creates) the database. `now` is the clock behind `now_ms()`. Every commit is on disk when it returns
 * (WAL, synchronous FULL). Throws StoreInUse when a bot has it open already, and StoreUnusable when it is damaged,
 * cannot be written, or was made by a newer bot.
 */
export function openSqlite(path: string, now: () => Date, onProblem: OnProblem = () => {}): Database {
  const { db, unlock } = opened(path, now)
  const sql = prepared(db)
  const watch = watchWrites(db, path, onProblem)
  // The engine has one connection: a second transaction would run inside the first.
  let last: Promise<unknown> = Promise.resolve()
  return {
    transaction(work) {
      const run = last.then(() => watch(() => inTransaction(db, sql, work)))
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

/** Nothing is left open or locked where it throws. */
function opened(path: string, now: () => Date): { readonly db: DatabaseSync; readonly unlock: () => void } {
  const closing: (() => void)[] = []
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const db = new DatabaseSync(path, { timeout: 500 })
    closing.push(() => db.close())
    const unlock = path === ':memory:' ? () => {} : lock(path)
    closing.push(unlock)
    refuseNewer(db, path)
    refuseDamaged(db, path)
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;',
    )
    db.function('now_ms', () => BigInt(now().getTime()))
    migrate(db)
    return { db, unlock }
  } catch (cause) {
    for (const close of closing) close()
    const problem = storeProblem(path, cause)
    throw problem === null ? cause : new StoreUnusable(problem, { cause })
  }
}

/** A page that is damaged would otherwise be met in the middle of something. */
function refuseDamaged(db: DatabaseSync, path: string): void {
  const found = db.prepare('PRAGMA quick_check(1)').get()?.quick_check
  if (found !== 'ok') throw new StoreUnusable(damaged(path))
}

/**
 * Opens a database that exists, beside a bot that may be running, and can write nothing to it. Throws StoreUnusable where
 * it is not of this schema, and what SQLite throws when it cannot be read.
 */
export function openReadOnly(path: string): Database {
  const db = new DatabaseSync(untouched(path), { readOnly: true, timeout: 500 })
  const sql = ofThisSchema(db, path)
  return {
    transaction: (work) => work(sql),
    close: async () => db.close(),
  }
}

/** Nothing is left open where it throws. */
function ofThisSchema(db: DatabaseSync, path: string): Sql {
  try {
    requireSame(db, path)
    return prepared(db)
  } catch (error) {
    db.close()
    throw error
  }
}

/** Nobody waits for the command line, so it may wait longer for the bot than the bot does for it. */
const BUSY_BESIDE_MS = 5_000

/**
 * Opens a database that exists, for short writes beside a bot that may be running, whose lock it leaves alone: each waits
 * its turn, and is on disk when it returns. Only a database of exactly this schema is written; the version is looked at in each
 * transaction, since a newer bot may be started at any time. Throws StoreUnusable, or what SQLite throws.
 */
export function openBeside(path: string, now: () => Date): Database {
  const db = new DatabaseSync(path, { timeout: BUSY_BESIDE_MS })
  const sql = ofThisSchema(db, path)
  db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;')
  db.function('now_ms', () => BigInt(now().getTime()))
  return {
    transaction: (work) =>
      inTransaction(db, sql, () => {
        requireSame(db, path)
        return work(sql)
      }),
    close: async () => db.close(),
  }
}

/** Beside a bot that does not run, SQLite would leave files of its own there, of whoever looks. */
export function untouched(path: string): string | URL {
  if (path === ':memory:' || isInUse(path)) return path
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  return url
}

/** Whether a bot has it open, or was ended without closing it. */
export function isInUse(path: string): boolean {
  return existsSync(path) && existsSync(`${realpathSync(path)}-wal`)
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

/**
 * A lock file beside the database, by whichever name that was opened: locking the database itself would also keep the
 * CLI's reads out.
 */
function lock(path: string): () => void {
  const holder = new DatabaseSync(`${realpathSync(path)}.lock`)
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
