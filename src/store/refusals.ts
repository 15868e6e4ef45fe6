import { z } from 'zod'
import { type Entry, RefusedInput } from '../core/entry.ts'
import type { PersonId } from '../core/ids.ts'
import type { FinalReply } from '../core/reply.ts'
import { clock } from './clock.ts'
import type { Sql } from './database.ts'
import { wake } from './job-table.ts'
import { int, intOrNull, text } from './rows.ts'
import type { Add } from './write.ts'

interface Refusing {
  readonly by: PersonId
  readonly refused: RefusedInput
  readonly reply: FinalReply
}

const A_MINUTE = 60_000
/** Different refusals listed in one entry; beyond it they are only counted, so that an entry stays small. */
const LISTED = 20

const Counted = z.object({
  inputs: z.array(RefusedInput.extend({ count: z.int().positive() })),
  more: z.int().nonnegative(),
})
type Counted = z.infer<typeof Counted>

/** The first refusal of a person is an entry at once; those of the minute after it are counted and written together. */
export async function countRefusal(sql: Sql, { by, refused, reply }: Refusing, add: Add): Promise<void> {
  const now = await clock(sql)
  const [input] = await sql('SELECT recorded_at FROM inputs WHERE id = $1', refused.input)
  if (input && intOrNull(input, 'recorded_at') !== null) return
  const final = JSON.stringify(reply)
  await sql('UPDATE inputs SET recorded_at = $1, reply = $2 WHERE id = $3', now, final, refused.input)
  const [row] = await sql('SELECT since, counted FROM refusals WHERE person = $1', by)
  if (row && isWithin(now, int(row, 'since'))) {
    const counted = plusOne(Counted.parse(JSON.parse(text(row, 'counted'))), refused)
    await sql('UPDATE refusals SET counted = $1 WHERE person = $2', JSON.stringify(counted), by)
    return wake(sql, `refusals:${by}`, int(row, 'since') + A_MINUTE)
  }
  await flushRefusals(sql, by, add)
  await begin(sql, by, now)
  await add(entryOf(by, now, now, { inputs: [{ ...refused, count: 1 }], more: 0 }))
}

/** Writes what was counted, once its minute is over. Returns when to come back, or null when nothing is left. */
export async function flushRefusals(sql: Sql, by: PersonId, add: Add): Promise<number | null> {
  const now = await clock(sql)
  const [row] = await sql('SELECT since, counted FROM refusals WHERE person = $1', by)
  if (!row) return null
  const since = int(row, 'since')
  const counted = Counted.parse(JSON.parse(text(row, 'counted')))
  if (counted.inputs.length === 0) return null
  if (isWithin(now, since)) return since + A_MINUTE
  await begin(sql, by, now)
  await add(entryOf(by, now, since, counted))
  return null
}

/** A clock that went back ends the minute: it must not hold what was counted for as long as the step. */
function isWithin(now: number, since: number): boolean {
  return since <= now && now < since + A_MINUTE
}

async function begin(sql: Sql, by: PersonId, now: number): Promise<void> {
  const nothing = JSON.stringify({ inputs: [], more: 0 } satisfies Counted)
  await sql(
    `INSERT INTO refusals (person, since, counted) VALUES ($1, $2, $3)
     ON CONFLICT (person) DO UPDATE SET since = excluded.since, counted = excluded.counted`,
    by,
    now,
    nothing,
  )
}

function plusOne({ inputs, more }: Counted, refused: RefusedInput): Counted {
  const same = inputs.find(
    (input) =>
      input.command === refused.command &&
      input.refusal === refused.refusal &&
      input.fault?.kind === refused.fault?.kind &&
      input.arn === refused.arn &&
      input.request === refused.request,
  )
  if (same)
    return {
      inputs: inputs.map((input) => (input === same ? { ...input, count: input.count + 1 } : input)),
      more,
    }
  return inputs.length < LISTED
    ? { inputs: [...inputs, { ...refused, count: 1 }], more }
    : { inputs, more: more + 1 }
}

function entryOf(by: PersonId, now: number, since: number, counted: Counted): Entry {
  const [at, from] = [new Date(now).toISOString(), new Date(since).toISOString()]
  return { v: 1, kind: 'refused', at, by, since: from, ...counted }
}
