import type { Entry } from '../core/entry.ts'
import { moment } from './clock.ts'
import type { Sql } from './database.ts'

type GivenUp = Extract<Entry, { kind: 'post_given_up' }>

/** The entry of a message that could not be brought to Slack; `slack` is Slack's own word for why. */
export async function givenUp(
  sql: Sql,
  post: Pick<GivenUp, 'post' | 'to' | 'request' | 'seq'>,
  slack: string | null | undefined,
): Promise<GivenUp> {
  return { v: 1, kind: 'post_given_up', at: await moment(sql), ...post, ...(slack ? { slack } : {}) }
}
