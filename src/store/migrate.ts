import { readFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { StoreUnusable } from './store-problem.ts'

/**
 * The files that make the schema, in order; the place of one is the version that a database has after it. A table or an
 * index that is new is added to the first as `IF NOT EXISTS`. Whatever changes what exists already, such as a column
 * that is added, is a new file at the end, and a file that was released is never edited.
 */
const STEPS: readonly string[] = ['sqlite.sql'].map((file) =>
  readFileSync(new URL(`./ddl/${file}`, import.meta.url), 'utf8'),
)

/** The version of the schema that a database has; 0 when it is new, or from before there were versions. */
function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version)
}

/** Throws StoreUnusable, before anything is written, when a newer cckm-bot has made it. */
export function refuseNewer(db: DatabaseSync, path: string, steps: readonly string[] = STEPS): void {
  const version = versionOf(db)
  if (version <= steps.length) return
  throw new StoreUnusable(
    `${path} was made by a newer cckm-bot: its schema is version ${version}, and this one knows ${steps.length}. Nothing in it was changed. Start the newer cckm-bot, or the backup from before the update.`,
  )
}

/** Throws StoreUnusable where a database is of another version than this program knows, older or newer. */
export function requireSame(db: DatabaseSync, path: string, steps: readonly string[] = STEPS): void {
  const version = versionOf(db)
  if (version === steps.length) return
  const [age, wayOut] =
    version > steps.length
      ? ['a newer', 'Use the command line of the cckm-bot that runs on it.']
      : ['an older', 'Use the command line of that one, or start this cckm-bot on it first.']
  throw new StoreUnusable(
    `${path} was made by ${age} cckm-bot: its schema is version ${version}, and this one knows ${steps.length}. Nothing in it was changed. ${wayOut}`,
  )
}

/** Brings a database to the newest schema, in one transaction: it has all of it, or is as it was. */
export function migrate(db: DatabaseSync, steps: readonly string[] = STEPS): void {
  const version = versionOf(db)
  db.exec('BEGIN IMMEDIATE')
  try {
    // The first is run again where it was run before: it creates only what is missing.
    for (const step of steps.slice(version === 1 ? 0 : version)) db.exec(step)
    // Written although it stands there already: SQLite opens a file that it cannot write, and only fails at a write.
    db.exec(`PRAGMA user_version = ${steps.length}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}
