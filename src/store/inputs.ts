import type { InputId } from '../core/ids.ts'
import { type Crowded, Input, type Taken } from '../core/input.ts'
import { FinalReply } from '../core/reply.ts'
import type { Database, Sql } from './database.ts'
import { wake } from './job-table.ts'
import { int, text, textOrNull } from './rows.ts'

/**
 * How many inputs may wait for their answers, of one person and of all: what is accepted is kept and answered, so that
 * more is better refused at once. Far above what people do; a script, or a button held down, gets there.
 */
const MOST_OF_ONE = 20
const MOST_OF_ALL = 200

/** What was typed or pressed and may change something: stored before it is acked, kept until it is answered. */
export function createInputs(db: Database) {
  return {
    /**
     * Stores it, unless it was taken before (Slack, or a person, sent it twice). Past `deadline` (epoch ms) it is not
     * taken any more, and throws: the person has been told so.
     */
    take: (input: Input, deadline: number): Promise<Taken> =>
      db.transaction(async (sql) => {
        const [late] = await sql('SELECT 1 AS late WHERE now_ms() > $1', deadline)
        if (late) throw new Error('the store was not free in time')
        const before = await sql('SELECT id FROM inputs WHERE id = $1', input.id)
        if (before.length > 0) return 'taken_before'
        const tooMany = await crowded(sql, input)
        if (tooMany) return tooMany
        await sql(
          'INSERT INTO inputs (id, body, taken_at) VALUES ($1, $2, now_ms())',
          input.id,
          JSON.stringify(input),
        )
        await wake(sql, `input:${input.id}`)
        return 'taken'
      }),
    /** The input, as long as nobody was answered. */
    unanswered: async (id: InputId): Promise<Input | null> => {
      const [row] = await db.transaction((sql) =>
        sql('SELECT body FROM inputs WHERE id = $1 AND answered_at IS NULL', id),
      )
      return row ? Input.parse(JSON.parse(text(row, 'body'))) : null
    },
    /** The answer that was found before, and is only to be said again. */
    finalReply: async (id: InputId): Promise<FinalReply | null> => {
      const [row] = await db.transaction((sql) => sql('SELECT reply FROM inputs WHERE id = $1', id))
      const reply = row ? textOrNull(row, 'reply') : null
      return reply === null ? null : FinalReply.parse(JSON.parse(reply))
    },
    answered: (id: InputId): Promise<void> =>
      db.transaction(
        async (sql) => void (await sql('UPDATE inputs SET answered_at = now_ms() WHERE id = $1', id)),
      ),
  }
}

async function crowded(sql: Sql, { by }: Input): Promise<Crowded | null> {
  const [row] = await sql(
    `SELECT count(*) AS everyone, count(CASE WHEN json_extract(body, '$.by') = $1 THEN 1 END) AS own
     FROM inputs WHERE answered_at IS NULL`,
    by,
  )
  if (row && int(row, 'own') >= MOST_OF_ONE) return 'too_many_of_yours'
  return row && int(row, 'everyone') >= MOST_OF_ALL ? 'too_many' : null
}
