import type { InputId, PersonId, RequestId } from '../core/ids.ts'
import { CardAddress } from '../core/input.ts'
import type { WhichRequests } from '../core/reply.ts'
import type { Request } from '../core/request.ts'
import type { Database, Param } from './database.ts'
import { OPEN } from './open-states.ts'
import { requestOf } from './rows.ts'

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
    requests: (which: WhichRequests, person: PersonId, most: number): Promise<readonly Request[]> =>
      db.transaction(async (sql) => {
        const { where, params } = chosen(which, person)
        const newest = `ORDER BY created_at DESC, id DESC LIMIT $${params.length + 1}`
        return (await sql(`SELECT body FROM requests ${where} ${newest}`, ...params, most)).map(requestOf)
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

function chosen(which: WhichRequests, person: PersonId): { where: string; params: readonly Param[] } {
  switch (which) {
    case 'open':
      return {
        where: `WHERE state IN (${OPEN})`,
        params: [],
      }
    case 'waiting':
      return { where: `WHERE state = 'requested' AND requester <> $1`, params: [person] }
    case 'mine':
      return { where: 'WHERE requester = $1', params: [person] }
    case 'all':
      return { where: '', params: [] }
  }
}
