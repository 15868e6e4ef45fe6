import type { InputId } from '../core/ids.ts'
import { Input } from '../core/input.ts'
import { FinalReply } from '../core/reply.ts'
import type { Database } from './database.ts'
import { wake } from './job-table.ts'
import { text, textOrNull } from './rows.ts'

/** What was typed or pressed and may change something: stored before it is acked, kept until it is answered. */
export function createInputs(db: Database) {
  return {
    /**
     * False when this input was taken before: Slack, or a person, sent it twice. Past `deadline` (epoch ms) it is not
     * taken any more, and throws: the person has been told so.
     */
    take: (input: Input, deadline: number): Promise<boolean> =>
      db.transaction(async (sql) => {
        const [late] = await sql('SELECT 1 AS late WHERE now_ms() > $1', deadline)
        if (late) throw new Error('the store was not free in time')
        const taken = await sql(
          'INSERT INTO inputs (id, body, taken_at) VALUES ($1, $2, now_ms()) ON CONFLICT DO NOTHING RETURNING id',
          input.id,
          JSON.stringify(input),
        )
        if (taken.length > 0) await wake(sql, `input:${input.id}`)
        return taken.length > 0
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
