import type { Entry } from '../core/entry.ts'
import { type HistoryQuery, type HistoryRow, subjectOf, subjectsOf } from '../core/history.ts'
import { Request } from '../core/request.ts'
import type { Database, Row, Sql } from './database.ts'
import { entryOf, int, text, textOrNull } from './rows.ts'

/** Files an entry under everything that it tells about. */
export async function file(sql: Sql, seq: number, entry: Entry): Promise<void> {
  const request = 'request' in entry ? entry.request : undefined
  const [row] = request ? await sql('SELECT arn FROM requests WHERE id = $1', request) : []
  for (const subject of subjectsOf(entry, row ? text(row, 'arn') : null))
    await sql(
      'INSERT INTO audit_subjects (subject, at, seq) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      subject,
      Date.parse(entry.at),
      seq,
    )
}

/** Of a subject: since a time, and before a time and an entry. */
export const PAGE = `
  SELECT s.seq, a.body, r.body AS request FROM audit_subjects s
  JOIN audit a ON a.seq = s.seq LEFT JOIN requests r ON r.id = a.request_id
  WHERE s.subject = $1 AND s.at >= $2 AND (s.at, s.seq) < ($3, $4)
  ORDER BY s.at DESC, s.seq DESC LIMIT $5`

/**
 * Pages of the audit log. A page costs the same however long the log is: it is one range of the table's own key, whose
 * upper end is the last row that was seen.
 */
export function createHistory(db: Database) {
  return {
    history: ({ subject, since, until, before, most }: HistoryQuery): Promise<readonly HistoryRow[]> =>
      db.transaction(async (sql) => {
        const end = before === null ? null : await placeOf(sql, before)
        const [at, seq] = end && end.at <= until ? [end.at, end.seq] : [until, Number.MAX_SAFE_INTEGER]
        const rows = await sql(PAGE, subject, since, at, seq, most)
        return rows.map(historyRow)
      }),
  }
}

/** Of an entry that there is not, none: somebody typed a number. */
async function placeOf(sql: Sql, seq: number): Promise<{ readonly at: number; readonly seq: number } | null> {
  const [row] = await sql('SELECT body FROM audit WHERE seq = $1', seq)
  return row ? { at: Date.parse(entryOf(row).at), seq } : null
}

function historyRow(row: Row): HistoryRow {
  const request = textOrNull(row, 'request')
  return {
    seq: int(row, 'seq'),
    entry: entryOf(row),
    request: request === null ? null : Request.parse(JSON.parse(request)),
  }
}

const AT_ONCE = 500

/**
 * Files the entries of a log that was begun before there was such a table. It goes from the newest to the first, so that the
 * first one shows whether it is done.
 */
export async function fileAll(db: Database): Promise<void> {
  for (let next: number | null = await newestUnfiled(db); next !== null; )
    next = await db.transaction((sql) => fileSome(sql, next ?? 0))
}

async function newestUnfiled(db: Database): Promise<number | null> {
  return db.transaction(async (sql) => {
    const [first] = await sql('SELECT body FROM audit WHERE seq = 1')
    if (!first) return null
    const filed = await sql(
      'SELECT seq FROM audit_subjects WHERE subject = $1 AND at = $2 AND seq = 1',
      subjectOf(null),
      Date.parse(entryOf(first).at),
    )
    const [head] = await sql('SELECT seq FROM head WHERE one = 1')
    return filed.length === 0 && head ? int(head, 'seq') : null
  })
}

async function fileSome(sql: Sql, from: number): Promise<number | null> {
  const rows = await sql(
    'SELECT seq, body FROM audit WHERE seq <= $1 ORDER BY seq DESC LIMIT $2',
    from,
    AT_ONCE,
  )
  for (const row of rows) await file(sql, int(row, 'seq'), entryOf(row))
  const last = rows.at(-1)
  return last && int(last, 'seq') > 1 ? int(last, 'seq') - 1 : null
}
