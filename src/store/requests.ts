import type { InputId, PersonId, RequestId } from '../core/ids.ts'
import { CardAddress } from '../core/input.ts'
import type { WhichRequests } from '../core/reply.ts'
import type { Request } from '../core/request.ts'
import type { Database, Param, Sql } from './database.ts'
import { OPEN } from './open-states.ts'
import { int, requestOf } from './rows.ts'

/** What use cases read of requests; each says beside itself which of these it needs. */
export function createRequestReads(db: Database) {
  async function one(text: string, ...params: Param[]): Promise<Request | null> {
    const [row] = await db.transaction((sql) => sql(text, ...params))
    return row ? requestOf(row) : null
  }
  return {
    request: (id: RequestId) => one('SELECT body FROM requests WHERE id = $1', id),
    requestOfInput: (input: InputId) =>
      one('SELECT body FROM requests WHERE input_id = $1 ORDER BY created_at LIMIT 1', input),
    lastRequestOn: (arn: string) =>
      one('SELECT body FROM requests WHERE arn = $1 ORDER BY created_at DESC, id DESC LIMIT 1', arn),
    openRequestOn: (arn: string) =>
      one(
        `SELECT body FROM requests WHERE arn = $1
         AND state IN (${OPEN})`,
        arn,
      ),
    requests: ({ which, person, before, most }: RequestQuery): Promise<readonly Request[]> =>
      db.transaction(async (sql) => {
        const end = before === null ? null : await placeOf(sql, before)
        const { text, params } = pageOf({ which, person, most }, end)
        const rows = await sql(text, ...params)
        return rows.map(requestOf)
      }),
    /** Where the card stands; null before it does, and once its channel was given up. */
    cardOf: async (id: RequestId): Promise<CardAddress | null> => {
      const [row] = await db.transaction((sql) =>
        sql('SELECT channel, ts FROM cards WHERE id = $1 AND ts IS NOT NULL AND given_up = 0', id),
      )
      return row ? CardAddress.parse({ channel: row.channel, ts: row.ts }) : null
    },
  }
}

/** Which page of which requests: those before one, or the newest. */
interface RequestQuery {
  readonly which: WhichRequests
  readonly person: PersonId
  readonly before: RequestId | null
  readonly most: number
}

/** Where a request stands among all. */
interface Place {
  readonly at: number
  readonly id: RequestId
}

/** Of a request that there is not, none: somebody typed an id. */
async function placeOf(sql: Sql, id: RequestId): Promise<Place | null> {
  const [row] = await sql('SELECT created_at FROM requests WHERE id = $1', id)
  return row ? { at: int(row, 'created_at'), id } : null
}

/** One search of an index, whichever page it is. */
export function pageOf(
  { which, person, most }: Omit<RequestQuery, 'before'>,
  end: Place | null,
): { readonly text: string; readonly params: readonly Param[] } {
  const { where, params } = chosen(which, person)
  const [at, id, count] = [1, 2, 3].map((n) => `$${params.length + n}`)
  return {
    text: `SELECT body FROM requests WHERE ${where} AND (created_at, id) < (${at}, ${id})
           ORDER BY created_at DESC, id DESC LIMIT ${count}`,
    params: [...params, end?.at ?? Number.MAX_SAFE_INTEGER, end?.id ?? '', most],
  }
}

/** Each begins with what one of the indexes is for. */
function chosen(
  which: WhichRequests,
  person: PersonId,
): { readonly where: string; readonly params: readonly Param[] } {
  const open = `state IN (${OPEN})`
  switch (which) {
    case 'open':
      return { where: open, params: [] }
    case 'waiting':
      return {
        where: `${open} AND state IN ('requested', 'unconfirmed') AND requester <> $1`,
        params: [person],
      }
    case 'mine':
      return { where: 'requester = $1', params: [person] }
    case 'all':
      return { where: 'TRUE', params: [] }
  }
}
