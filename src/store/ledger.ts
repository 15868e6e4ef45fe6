import { requestOf as requestSubject, tellingsOf, wakeUpsOf } from '../core/derived.ts'
import type { ChainedEntry } from '../core/entry.ts'
import type { Transition } from '../core/transition.ts'
import { type Ledger, StoreConflict } from '../ports.ts'
import type { Sql } from './database.ts'
import { wake } from './job-table.ts'
import { countRefusal, flushRefusals } from './refusals.ts'
import type { Write } from './write.ts'

export function createLedger(write: Write): Ledger {
  return {
    commit: (...transitions) =>
      write(async (sql, add) => {
        for (const transition of transitions) await move(sql, transition)
        for (const transition of transitions) await tell(sql, transition, await add(transition.entry))
        for (const subject of new Set(transitions.flatMap(wakeUpsOf))) await wake(sql, subject)
      }),
    refuse: (by, refused, reply) => write((sql, add) => countRefusal(sql, { by, refused, reply }, add)),
    flushRefusals: (by) => write((sql, add) => flushRefusals(sql, by, add)),
    note: (entry) => write(async (_sql, add) => void (await add(entry))),
  }
}

/** The state by compare-and-swap on its version; a new request only where no open one holds the key. */
async function move(sql: Sql, { from, to }: Transition): Promise<void> {
  const body = JSON.stringify(to)
  const done = from
    ? await sql(
        'UPDATE requests SET version = $1, state = $2, body = $3 WHERE id = $4 AND version = $5 RETURNING id',
        to.version,
        to.state,
        body,
        to.id,
        from.version,
      )
    : await sql(
        `INSERT INTO requests (id, version, state, arn, requester, input_id, batch_id, body, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
        to.id,
        to.version,
        to.state,
        to.key.arn,
        to.requester,
        to.inputId,
        body,
        to.askedAt,
      )
  if (done.length === 0) throw new StoreConflict(requestSubject(to.id))
  if (!from) await sql('INSERT INTO cards (id, channel) VALUES ($1, $2)', to.id, to.channel)
}

async function tell(sql: Sql, { to, entry }: Transition, { seq }: ChainedEntry): Promise<void> {
  for (const told of tellingsOf({ to, entry }))
    await sql(
      'INSERT INTO messages (card_id, seq, telling, channel) VALUES ($1, $2, $3, $4)',
      to.id,
      seq,
      told.telling,
      told.telling === 'outcome' ? told.channel : null,
    )
}
