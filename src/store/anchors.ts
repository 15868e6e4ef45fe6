import { Anchor, type OwedAnchor } from '../core/anchor.ts'
import { ChannelId, type MessageTs } from '../core/ids.ts'
import { moment } from './clock.ts'
import type { Database, Row, Sql } from './database.ts'
import { givenUp } from './given-up.ts'
import { int, text, textOrNull } from './rows.ts'
import { type Add, TODAY, type Write } from './write.ts'

/** What the anchors' job reads, and what it notes of its own progress. */
export function createAnchors(db: Database, write: Write) {
  return {
    /**
     * Today's anchor, while it does not stand in the channel: it is chosen when entries were added since the last one
     * that does. What an earlier day could not bring to Slack is given up, since today's covers it.
     */
    owed: (channel: ChannelId): Promise<OwedAnchor | null> =>
      write(async (sql, add) => {
        await giveUpEarlier(sql, add)
        const [today] = await sql(`SELECT * FROM anchors WHERE day = ${TODAY}`)
        if (!today) return choose(sql, channel)
        return today.ended_at === null ? owedOf(today) : null
      }),
    /** Durably counts a try before it is made. */
    trying: (day: number): Promise<void> =>
      db.transaction(
        async (sql) => void (await sql('UPDATE anchors SET tries = tries + 1 WHERE day = $1', day)),
      ),
    /** Slack would not have it, for now. */
    refused: (day: number, slack: string | null): Promise<void> =>
      db.transaction(
        async (sql) => void (await sql('UPDATE anchors SET refused = $1 WHERE day = $2', slack, day)),
      ),
    /** It stands in the channel, and the log says where. */
    posted: ({ day, channel, anchor: { seq, hash } }: OwedAnchor, ts: MessageTs): Promise<void> =>
      write(async (sql, add) => {
        const [ended] = await sql(
          'UPDATE anchors SET ts = $1, ended_at = now_ms() WHERE day = $2 AND ended_at IS NULL RETURNING day',
          ts,
          day,
        )
        if (ended) await add({ v: 1, kind: 'anchored', at: await moment(sql), seq, hash, channel, ts })
      }),
  }
}

async function giveUpEarlier(sql: Sql, add: Add): Promise<void> {
  const earlier = await sql(
    `UPDATE anchors SET ended_at = now_ms() WHERE ended_at IS NULL AND day <> ${TODAY}
     RETURNING seq, channel, refused`,
  )
  for (const row of earlier) {
    const post = { post: 'anchor', to: ChannelId.parse(row.channel), seq: int(row, 'seq') } as const
    await add(await givenUp(sql, post, textOrNull(row, 'refused')))
  }
}

/** The entry that says that the last anchor was posted is no news. */
async function choose(sql: Sql, channel: ChannelId): Promise<OwedAnchor | null> {
  const [row] = await sql(
    `INSERT INTO anchors (day, seq, hash, at, channel)
     SELECT ${TODAY}, seq, hash, now_ms(), $1 FROM head
     WHERE seq > COALESCE((SELECT MAX(seq) + 1 FROM anchors WHERE ts IS NOT NULL), 0)
     RETURNING *`,
    channel,
  )
  return row ? owedOf(row) : null
}

function owedOf(row: Row): OwedAnchor {
  const at = new Date(int(row, 'at')).toISOString()
  return {
    day: int(row, 'day'),
    channel: ChannelId.parse(row.channel),
    tries: int(row, 'tries'),
    anchor: Anchor.parse({ seq: int(row, 'seq'), hash: text(row, 'hash'), at }),
  }
}
