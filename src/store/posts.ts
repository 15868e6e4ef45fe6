import { cardOf } from '../core/derived.ts'
import { ChannelId, MessageTs, type OsUser, type RequestId } from '../core/ids.ts'
import type { Request } from '../core/request.ts'
import { moment } from './clock.ts'
import type { Database, Row, Sql } from './database.ts'
import { wake } from './job-table.ts'
import { OPEN } from './open-states.ts'
import { entryOf, int, requestOf } from './rows.ts'
import type { Write } from './write.ts'

/** A request, and how what is told of it stands in Slack. */
export interface Posted {
  readonly request: Request
  readonly card: {
    readonly channel: ChannelId
    readonly ts: MessageTs | null
    /** Whether it shows the request as it is. */
    readonly upToDate: boolean
    readonly givenUp: boolean
  }
  /** Messages that the bot still has to bring to Slack. */
  readonly owed: number
  /** Messages that were given up, or had no card to stand under. */
  readonly untold: number
  /** Slack's own word for why the card was given up, or else the newest of the messages, where it gave one. */
  readonly slack: string | null
}

/** Requests, newest first, with their posts; those before one, or from the newest on. */
export interface PostedQuery {
  readonly all: boolean
  readonly before: RequestId | null
  readonly most: number
}

const POSTS = `SELECT r.body, r.version, c.channel, c.ts, c.drawn, c.given_up,
  (SELECT count(*) FROM messages m WHERE m.card_id = r.id AND m.posted_at IS NULL) AS owed,
  (SELECT count(*) FROM messages m WHERE m.card_id = r.id AND m.posted_at IS NOT NULL AND m.ts IS NULL) AS untold
  FROM requests r JOIN cards c ON c.id = r.id`

export function createPosts(db: Database, write: Write) {
  return {
    posted: ({ all, before, most }: PostedQuery): Promise<readonly Posted[]> =>
      db.transaction(async (sql) => {
        const [end] = before ? await sql('SELECT created_at FROM requests WHERE id = $1', before) : []
        const rows = await sql(
          `${POSTS} WHERE ${all ? 'TRUE' : `r.state IN (${OPEN})`} AND (r.created_at, r.id) < ($1, $2)
           ORDER BY r.created_at DESC, r.id DESC LIMIT $3`,
          end ? int(end, 'created_at') : Number.MAX_SAFE_INTEGER,
          before ?? '',
          most,
        )
        return Promise.all(rows.map((row) => postedOf(sql, row)))
      }),
    /** The requests of which something was given up, oldest first. */
    withGivenUp: (): Promise<readonly Request[]> =>
      db.transaction(async (sql) => {
        const rows = await sql(
          `SELECT r.body FROM requests r JOIN cards c ON c.id = r.id WHERE c.given_up = 1
           OR r.id IN (SELECT card_id FROM messages WHERE posted_at IS NOT NULL AND ts IS NULL)
           ORDER BY r.created_at, r.id`,
        )
        return rows.map(requestOf)
      }),
    /** Owes again what was given up of a request, and says how much that is. Each is looked for before it is posted again. */
    retryPosts: (id: RequestId, by: OsUser): Promise<number> =>
      write(async (sql, add) => {
        const cards = await sql(
          'UPDATE cards SET given_up = 0, drawn = 0 WHERE id = $1 AND given_up = 1 RETURNING id',
          id,
        )
        const messages = await sql(
          `UPDATE messages SET posted_at = NULL
           WHERE card_id = $1 AND posted_at IS NOT NULL AND ts IS NULL RETURNING id`,
          id,
        )
        const posts = cards.length + messages.length
        if (posts === 0) return 0
        await add({ v: 1, kind: 'posts_retried', at: await moment(sql), request: id, by, posts })
        await wake(sql, cardOf(id))
        return posts
      }),
  }
}

async function postedOf(sql: Sql, row: Row): Promise<Posted> {
  const request = requestOf(row)
  const [givenUp, untold] = [int(row, 'given_up') === 1, int(row, 'untold')]
  return {
    request,
    card: {
      channel: ChannelId.parse(row.channel),
      ts: MessageTs.nullable().parse(row.ts),
      upToDate: int(row, 'drawn') >= int(row, 'version'),
      givenUp,
    },
    ...{ owed: int(row, 'owed'), untold },
    slack: givenUp || untold > 0 ? await whyGivenUp(sql, request.id, givenUp) : null,
  }
}

async function whyGivenUp(sql: Sql, id: RequestId, ofCard: boolean): Promise<string | null> {
  const rows = await sql(
    `SELECT body FROM audit WHERE request_id = $1 AND substr(body, 1, 150) LIKE '%"kind":"post_given_up"%'
     ORDER BY seq DESC`,
    id,
  )
  const given = rows
    .map(entryOf)
    .flatMap((entry) => (entry.kind === 'post_given_up' ? [entry] : []))
    .filter(({ post }) => !ofCard || post === 'card')
  return given[0]?.slack ?? null
}
