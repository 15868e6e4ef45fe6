/** A row of the log as it is stored, or a line of an export. Nothing in it is believed. */
export interface AuditRow {
  /** Not a number where none is stored. */
  readonly seq: number
  readonly prev: string
  readonly hash: string
  /** The bytes as they are stored, which may be no text at all. */
  readonly body: Uint8Array
  /** The column beside the entry by which its request finds it; undefined where there is no such column. */
  readonly request: string | null | undefined
}

/** What the store keeps as the end of the log. */
export interface Head {
  readonly seq: number
  readonly hash: string
}
