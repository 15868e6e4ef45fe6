import type { Sql } from './database.ts'
import { int } from './rows.ts'

/** The store's clock, in epoch milliseconds. */
export async function clock(sql: Sql): Promise<number> {
  const [row] = await sql('SELECT now_ms() AS now')
  return row ? int(row, 'now') : 0
}

/** The store's clock, as entries have it. */
export async function moment(sql: Sql): Promise<string> {
  return new Date(await clock(sql)).toISOString()
}
