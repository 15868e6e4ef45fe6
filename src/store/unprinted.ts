import { PRINT } from '../core/derived.ts'
import type { ChainedEntry } from '../core/entry.ts'
import type { Database, Sql } from './database.ts'
import { wake } from './job-table.ts'
import { int, text } from './rows.ts'

/** An entry as it is stored: it may have been written by another version of the program. */
export interface StoredEntry {
  readonly seq: number
  readonly hash: string
  readonly entry: unknown
}

/** Leaves entries to the bot to print, in the transaction that writes them: collectors hear nobody else. */
export async function leaveToPrint(sql: Sql, written: readonly ChainedEntry[]): Promise<void> {
  for (const { seq } of written) await sql('INSERT INTO unprinted (seq) VALUES ($1)', seq)
  await wake(sql, PRINT)
}

const AT_ONCE = 100

export function createUnprinted(db: Database) {
  return {
    /** The first of those that wait. */
    unprinted: (): Promise<readonly StoredEntry[]> =>
      db.transaction(async (sql) => {
        const rows = await sql(
          'SELECT a.seq, a.hash, a.body FROM unprinted u JOIN audit a ON a.seq = u.seq ORDER BY a.seq LIMIT $1',
          AT_ONCE,
        )
        return rows.map((row) => ({
          ...{ seq: int(row, 'seq'), hash: text(row, 'hash') },
          entry: JSON.parse(text(row, 'body')),
        }))
      }),
    printed: (upTo: number): Promise<void> =>
      db.transaction(async (sql) => void (await sql('DELETE FROM unprinted WHERE seq <= $1', upTo))),
  }
}
