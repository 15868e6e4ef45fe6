import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Param } from './database.ts'
import { isInUse, named, untouched } from './sqlite.ts'

/** Nobody waits for the command line, so it may wait longer than the bot does. */
const BUSY_MS = 5_000
/** Rows that are handed on at once. */
const BATCH = 16

/**
 * The audit log of a database that exists, read beside a bot that may be running, which it does not hold up. Throws
 * what SQLite throws.
 */
export function openAuditReads(path: string) {
  const asIfStopped = !isInUse(path)
  const db = new DatabaseSync(untouched(path), { readOnly: true, timeout: BUSY_MS })
  return {
    ...createAuditReads(db),
    /** Whether a bot was started since, whose writes are not seen here. */
    isOutdated: () => asIfStopped && isInUse(path),
    close: () => db.close(),
  }
}
export type AuditReads = ReturnType<typeof openAuditReads>

/** Nothing stored is believed: a row that somebody edited by hand is read too. */
export function createAuditReads(db: DatabaseSync) {
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const one = (sql: string, ...params: Param[]) => prepared(sql).get(named(sql, params))

  async function* batches<T>(sql: string, read: (row: Row) => T, ...params: Param[]) {
    let batch: T[] = []
    for (const row of prepared(sql).iterate(named(sql, params))) {
      if (batch.push(read(row)) < BATCH) continue
      yield batch
      batch = []
    }
    yield batch
  }

  function auditRow({ seq, prev, hash, body, request_id }: Row) {
    const row = { seq: Number(seq), prev: textIn(prev), hash: textIn(hash) }
    return {
      ...row,
      // What is no UTF-8 comes as a text with this character.
      body: typeof body === 'string' && !body.includes('\ufffd') ? body : bytesOf(row, body),
      request: request_id === null ? null : textIn(request_id),
    }
  }

  function bytesOf(
    { seq, hash }: { readonly seq: number; readonly hash: string },
    body: unknown,
  ): Uint8Array {
    const bytes = typeof body === 'string' ? one(BYTES, seq, hash)?.body : body
    return bytes instanceof Uint8Array ? bytes : new Uint8Array()
  }

  return {
    /** All that `work` reads is of one moment. */
    async moment<T>(work: () => Promise<T>): Promise<T> {
      db.exec('BEGIN')
      try {
        return await work()
      } finally {
        db.exec('COMMIT')
      }
    },
    async head() {
      const row = one('SELECT CAST(seq AS TEXT) AS seq, hash FROM head')
      return row ? { seq: Number(row.seq), hash: textIn(row.hash) } : null
    },
    rows: () => batches(`${ROWS} ORDER BY audit.seq`, auditRow),
    rowsFrom: (seq: number, to: number) =>
      batches(`${ROWS} WHERE seq BETWEEN $1 AND $2 ORDER BY audit.seq`, auditRow, seq, to),
    rowsOf: (request: string) =>
      batches(`${ROWS} WHERE request_id = $1 ORDER BY audit.seq`, auditRow, request),
    async request(id: string) {
      const row = one(REQUEST, id)
      return row ? requestRow(row) : null
    },
    isFiled: async (subject: string, at: number, seq: number): Promise<boolean> =>
      one('SELECT 1 FROM audit_subjects WHERE subject = $1 AND at = $2 AND seq = $3', subject, at, seq) !==
      undefined,
    unasked: async (): Promise<readonly string[]> =>
      prepared(UNASKED)
        .all()
        .map(({ id }) => textIn(id)),
    requestBodies: () =>
      batches('SELECT id, body FROM requests', ({ id, body }) => ({ id: textIn(id), body: textIn(body) })),
    /** What people call themselves; nobody where it was not kept yet. */
    async names(): Promise<ReadonlyMap<string, string>> {
      if (!one(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'names'`)) return new Map()
      const rows = prepared('SELECT person, name FROM names').all()
      return new Map(rows.map(({ person, name }) => [textIn(person), textIn(name)]))
    },
    async toldUpTo(): Promise<number> {
      return Number(one('SELECT CAST(max(seq) AS TEXT) AS seq FROM messages')?.seq ?? 0)
    },
    /** What stands there now, outside of the moment; null where nothing does. */
    hashAt: async (seq: number): Promise<string | null> => {
      const row = one('SELECT hash FROM audit WHERE seq = $1', seq)
      return row ? textIn(row.hash) : null
    },
    async lastNow(): Promise<number> {
      return Number(one('SELECT CAST(max(seq) AS TEXT) AS seq FROM audit')?.seq ?? 0)
    },
    /** Where the card of a request stands, and the messages of its thread that the bot knows to have come through. */
    async cardOf(request: string) {
      const row = one('SELECT channel, ts FROM cards WHERE id = $1', request)
      return row ? { channel: textIn(row.channel), ts: row.ts === null ? null : textIn(row.ts) } : null
    },
    async linesOf(request: string) {
      const sql = `SELECT CAST(seq AS TEXT) AS seq, ts FROM messages
        WHERE card_id = $1 AND telling = 'line' AND ts IS NOT NULL ORDER BY messages.seq`
      return prepared(sql)
        .all(named(sql, [request]))
        .map((row) => ({ seq: Number(row.seq), ts: textIn(row.ts) }))
    },
  }
}

type Row = Readonly<Record<string, unknown>>

// Numbers as text: SQLite holds larger ones than JavaScript.
const ROWS = 'SELECT CAST(seq AS TEXT) AS seq, prev, hash, body, request_id FROM audit'
const BYTES = 'SELECT CAST(body AS BLOB) AS body FROM audit WHERE seq = $1 AND hash = $2'

const REQUEST = 'SELECT id, state, arn, requester, body FROM requests WHERE id = $1'
const UNASKED = `SELECT id FROM requests
  WHERE NOT EXISTS (SELECT 1 FROM audit WHERE request_id = requests.id) LIMIT 20`

function requestRow(row: Row) {
  return {
    id: textIn(row.id),
    state: textIn(row.state),
    arn: textIn(row.arn),
    requester: textIn(row.requester),
    body: textIn(row.body),
  }
}

/** What is no text where text must be is none that the bot wrote, and is compared as such. */
function textIn(value: unknown): string {
  return typeof value === 'string' ? value : `not text: ${String(value)}`
}
