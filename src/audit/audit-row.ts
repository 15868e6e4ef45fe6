/** A row of the log as it is stored, or a line of an export. Nothing in it is believed. */
export interface AuditRow {
  /** Not a number where none is stored. */
  readonly seq: number
  readonly prev: string
  readonly hash: string
  readonly body: Body
  /** The column beside the entry by which its request finds it; undefined where there is no such column. */
  readonly request: string | null | undefined
}

/** The text of an entry as it is stored; bytes where they may be no UTF-8, which a text would hide. */
export type Body = string | Uint8Array

/** What the store keeps as the end of the log. */
export interface Head {
  readonly seq: number
  readonly hash: string
}
