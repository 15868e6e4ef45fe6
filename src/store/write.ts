import { ANCHOR } from '../core/derived.ts'
import type { ChainedEntry, Entry } from '../core/entry.ts'
import { append } from './chain.ts'
import type { Database, Sql } from './database.ts'
import { wake } from './job-table.ts'

/** Called after the transaction is on disk, with the entries it wrote. */
export type OnWritten = (entries: readonly ChainedEntry[]) => void

type Within = (sql: Sql, written: readonly ChainedEntry[]) => Promise<void>

export type Add = (entry: Entry) => Promise<ChainedEntry>

/** One transaction that may add to the audit log: what is done is written with its entries, or nothing is. */
export type Write = <T>(work: (sql: Sql, add: Add) => Promise<T>) => Promise<T>

/** A day of UTC on the store's clock, counted from 1970. */
export const TODAY = 'now_ms() / 86400000'

/** `within` is done at the end of every transaction that adds entries. */
export function createWrite(db: Database, onWritten: OnWritten, within?: Within): Write {
  return async (work) => {
    const written: ChainedEntry[] = []
    const result = await db.transaction(async (sql) => {
      const done = await work(sql, async (entry) => {
        const chained = await append(sql, entry)
        written.push(chained)
        return chained
      })
      if (written.length > 0) await wakeAnchor(sql)
      if (written.length > 0) await within?.(sql, written)
      return done
    })
    onWritten(written)
    return result
  }
}

/** Entries make an anchor due, until today's is chosen. */
async function wakeAnchor(sql: Sql): Promise<void> {
  const [today] = await sql(`SELECT day FROM anchors WHERE day = ${TODAY}`)
  if (!today) await wake(sql, ANCHOR)
}
