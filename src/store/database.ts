/** A row as either engine hands it over; rows.ts reads it. */
export type Row = Readonly<Record<string, unknown>>
export type Param = string | number | null

/** SQL with `$1`, `$2`… and one value for each: one text for both engines. */
export type Sql = (text: string, ...params: readonly Param[]) => Promise<readonly Row[]>

export interface Database {
  /** Runs `work` in one transaction; an exception rolls it back. Transactions come one after another. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}
