import { readFileSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Sql } from '../../src/store/database.ts'

const DDL = readFileSync(new URL('../../src/store/ddl/sqlite.sql', import.meta.url), 'utf8')

/** A database of the bot in memory, whose transactions the test has in its hands. */
export function openLogDatabase() {
  const db = new DatabaseSync(':memory:')
  db.exec(DDL)
  return { db, sql: sqlOn(db) }
}

/** Statements as the store writes them, each prepared once. */
export function sqlOn(db: DatabaseSync): Sql {
  const statements = new Map<string, StatementSync>()
  return async (text, ...params) => {
    const statement = statements.get(text) ?? db.prepare(text)
    statements.set(text, statement)
    return statement.all(Object.fromEntries(params.map((value, n) => [`$${n + 1}`, value])))
  }
}
