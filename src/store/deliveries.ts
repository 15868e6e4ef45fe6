import type { ChainedRequestEntry, Delivery, Owed } from '../core/delivery.ts'
import { requestOf as requestSubject, type Told } from '../core/derived.ts'
import { isOfRequest } from '../core/entry.ts'
import { ChannelId, MessageTs, type PersonId, type RequestId } from '../core/ids.ts'
import type { Database, Row, Sql } from './database.ts'
import { givenUp } from './given-up.ts'
import { wake } from './job-table.ts'
import { entryOf, int, requestOf, telling, text } from './rows.ts'
import type { Write } from './write.ts'

/** What the cards' job reads, and what it notes of its own progress. */
export function createDeliveries(db: Database, write: Write) {
  return {
    delivery: (id: RequestId) => db.transaction((sql) => read(sql, id)),
    tryingCard: (id: RequestId) =>
      db.transaction((sql) =>
        before(sql, 'UPDATE cards SET tries = tries + 1 WHERE id = $1 RETURNING tries', id),
      ),
    tryingMessage: (message: number) =>
      db.transaction((sql) =>
        before(sql, 'UPDATE messages SET tries = tries + 1 WHERE id = $1 RETURNING tries', message),
      ),
    cardPosted: (id: RequestId, ts: MessageTs, version: number) =>
      db.transaction(async (sql) => {
        await sql('UPDATE cards SET ts = $1, drawn = $2, given_up = 0 WHERE id = $3', ts, version, id)
        await wake(sql, requestSubject(id))
      }),
    cardDrawn: (id: RequestId, version: number) =>
      db.transaction(
        async (sql) =>
          void (await sql('UPDATE cards SET drawn = $1, given_up = 0 WHERE id = $2', version, id)),
      ),
    cardLost: (id: RequestId) =>
      db.transaction(
        async (sql) =>
          void (await sql('UPDATE cards SET ts = NULL, tries = 0, lost = lost + 1 WHERE id = $1', id)),
      ),
    cardGivenUp: (id: RequestId, slack?: string) =>
      write(async (sql, add) => {
        const [card] = await sql(
          'UPDATE cards SET given_up = 1 WHERE id = $1 AND given_up = 0 RETURNING channel',
          id,
        )
        if (!card) return
        const post = { post: 'card', to: ChannelId.parse(card.channel), request: id } as const
        await add(await givenUp(sql, post, slack))
      }),
    messageGivenUp: (message: Owed, to: ChannelId | PersonId, slack?: string) =>
      write(async (sql, add) => {
        const { seq, entry } = message.entry
        await sql('UPDATE messages SET posted_at = now_ms() WHERE id = $1', message.id)
        const post = { post: message.telling, to, request: entry.request, seq }
        await add(await givenUp(sql, post, slack))
      }),
    messagePosted: (message: number, ts: MessageTs | null) =>
      db.transaction(
        async (sql) =>
          void (await sql('UPDATE messages SET ts = $1, posted_at = now_ms() WHERE id = $2', ts, message)),
      ),
  }
}

async function read(sql: Sql, id: RequestId): Promise<Delivery | null> {
  const [row] = await sql(
    'SELECT r.body, c.ts, c.drawn, c.given_up, c.lost FROM cards c JOIN requests r ON r.id = c.id WHERE c.id = $1',
    id,
  )
  if (!row) return null
  const [newest] = await sql(
    `SELECT a.seq, a.hash, a.body FROM audit a JOIN messages m ON m.seq = a.seq
     WHERE m.card_id = $1 AND m.telling = 'line' ORDER BY a.seq DESC LIMIT 1`,
    id,
  )
  const owed = await sql(
    `SELECT m.id, m.telling, m.channel, a.seq, a.hash, a.body FROM messages m JOIN audit a ON a.seq = m.seq
     WHERE m.card_id = $1 AND m.posted_at IS NULL ORDER BY m.id`,
    id,
  )
  return {
    request: requestOf(row),
    card: {
      ts: MessageTs.nullable().parse(row.ts),
      drawn: int(row, 'drawn'),
      givenUp: int(row, 'given_up') === 1,
      lost: int(row, 'lost'),
    },
    newest: newest ? chained(newest) : null,
    owed: owed.map(owedOf),
  }
}

function owedOf(row: Row): Owed {
  return { id: int(row, 'id'), entry: chained(row), ...toldOf(row) }
}

function toldOf(row: Row): Told {
  const kind = telling(row)
  return kind === 'outcome' ? { telling: kind, channel: ChannelId.parse(row.channel) } : { telling: kind }
}

function chained(row: Row): ChainedRequestEntry {
  const entry = entryOf(row)
  if (!isOfRequest(entry))
    throw new Error(`entry ${int(row, 'seq')} is told in a thread but names no request`)
  return { seq: int(row, 'seq'), hash: text(row, 'hash'), entry }
}

async function before(sql: Sql, statement: string, id: string | number): Promise<number> {
  const [row] = await sql(statement, id)
  return row ? int(row, 'tries') - 1 : 0
}
