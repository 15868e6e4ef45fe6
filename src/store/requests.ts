import { type InputId, MessageTs, type RequestId } from '../core/ids.ts'
import type { Request } from '../core/request.ts'
import type { Database, Param } from './database.ts'
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
         AND state IN ('requested', 'approved', 'executing', 'calling', 'unconfirmed')`,
        arn,
      ),
    /** Where the card stands; null before it does, and once its channel was given up. */
    cardTs: async (id: RequestId): Promise<MessageTs | null> => {
      const [row] = await db.transaction((sql) =>
        sql('SELECT ts FROM cards WHERE id = $1 AND given_up = 0', id),
      )
      return MessageTs.nullable().parse(row?.ts ?? null)
    },
  }
}
