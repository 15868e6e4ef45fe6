import { z } from 'zod'
import type { Stage } from '../../../simulators/stage.ts'
import { read } from '../audit.ts'

const Requests = z.array(z.object({ id: z.string(), state: z.string(), approvals: z.int() }))
const Left = z.array(z.record(z.string(), z.int()))
const Counts = z.array(z.object({ inputs: z.int() }))

/** What the bot's store says of a key. */
export interface Books {
  /** Nothing is left to be answered, posted, redrawn or done now. */
  readonly idle: boolean
  /** The states of its requests, oldest first. */
  readonly states: readonly string[]
  readonly requests: readonly string[]
  /** How many have approved each. */
  readonly approvals: readonly number[]
  /** Commands and decisions that were taken, of whatever key. */
  readonly inputs: number
}

const OPEN = ['requested', 'approved', 'executing', 'calling', 'unconfirmed']

export function isClosed({ states }: Books): boolean {
  return states.length > 0 && !states.some((state) => OPEN.includes(state))
}

export function booksOf({ database }: Stage, key: string): Books {
  const requests = Requests.parse(
    read(
      database,
      `SELECT id, state, json_array_length(body, '$.approvals') AS approvals FROM requests
       WHERE json_extract(body, '$.key.id') = '${key}' ORDER BY created_at, rowid`,
    ),
  )
  const [taken] = Counts.parse(read(database, 'SELECT count(*) AS inputs FROM inputs'))
  const [left] = Left.parse(
    read(
      database,
      `SELECT (SELECT count(*) FROM inputs WHERE answered_at IS NULL) AS inputs,
              (SELECT count(*) FROM messages WHERE posted_at IS NULL) AS messages,
              (SELECT count(*) FROM cards c JOIN requests r ON r.id = c.id WHERE c.drawn < r.version) AS cards,
              (SELECT count(*) FROM jobs WHERE due <= ${Date.now()}) AS jobs`,
    ),
  )
  return {
    idle: left !== undefined && Object.values(left).every((count) => count === 0),
    states: requests.map(({ state }) => state),
    requests: requests.map(({ id }) => id),
    approvals: requests.map(({ approvals }) => approvals),
    inputs: taken?.inputs ?? 0,
  }
}
