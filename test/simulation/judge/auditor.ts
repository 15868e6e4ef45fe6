import { z } from 'zod'
import { findingWords } from '../../../src/audit/finding-words.ts'
import { verify } from '../../../src/audit/verify.ts'
import type { Row } from '../../../src/store/database.ts'
import type { Tools } from '../tools.ts'
import type { Books } from './books.ts'

const Place = z.object({ seq: z.int(), hash: z.string() })
const AuditRow = Place.extend({ prev: z.string(), body: z.string(), request_id: z.string().nullable() })
const RequestRow = z.object({
  ...{ id: z.string(), state: z.string(), arn: z.string(), requester: z.string(), body: z.string() },
})
const Told = z.object({ seq: z.int().nullable() })

/** Whatever the bot went through, its log is found as it was written, and so is what it keeps beside it. */
export async function judgeAsAnAuditor({ wrong }: Tools, { rows }: Pick<Books, 'rows'>): Promise<void> {
  const one = async (sql: string, ...params: string[]): Promise<Row | null> =>
    (await rows(sql, ...params))[0] ?? null
  const { findings } = await verify({
    head: async () => Place.nullable().parse(await one('SELECT seq, hash FROM head')),
    rows: async function* () {
      const all = z.array(AuditRow).parse(await rows('SELECT * FROM audit ORDER BY seq'))
      yield all.map(({ request_id, ...row }) => ({ ...row, request: request_id }))
    },
    request: async (id) => RequestRow.nullable().parse(await one('SELECT * FROM requests WHERE id = $1', id)),
    unasked: async () => [],
    toldUpTo: async () => Told.parse(await one('SELECT max(seq) AS seq FROM messages')).seq ?? 0,
  })
  if (findings[0]) wrong(`an auditor is told: ${findingWords(findings[0])}`)
}
