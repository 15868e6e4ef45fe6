import { z } from 'zod'
import type { Subject } from '../core/derived.ts'
import type { Jobs } from '../ports.ts'
import type { Database, Sql } from './database.ts'
import { int } from './rows.ts'

const StoredSubject = z.templateLiteral([
  z.enum(['input', 'request', 'card', 'refusals', 'anchor', 'print']),
  ':',
  z.string(),
])

/** Makes a subject due, at once or at `due` (epoch ms). An earlier time that stands already is kept. */
export async function wake(sql: Sql, subject: Subject, due?: number): Promise<void> {
  await sql(
    `INSERT INTO jobs (subject, due) VALUES ($1, COALESCE($2, now_ms()))
     ON CONFLICT (subject) DO UPDATE
     SET rev = jobs.rev + 1, due = CASE WHEN excluded.due < jobs.due THEN excluded.due ELSE jobs.due END`,
    subject,
    due ?? null,
  )
}

export function createJobs(db: Database): Jobs {
  return {
    claim: (owner, leaseMs) => db.transaction((sql) => claim(sql, owner, leaseMs)),
    finish: (job, again) =>
      db.transaction((sql) => (again === null ? drop(sql, job) : putBack(sql, job, again))),
    clockMoved: (ms) => db.transaction((sql) => followClock(sql, ms)),
  }
}

type Job = Parameters<Jobs['finish']>[0]

async function claim(sql: Sql, owner: string, leaseMs: number): Promise<Job | null> {
  const [row] = await sql(
    `UPDATE jobs SET owner = $1, leased_until = now_ms() + $2, tries = tries + 1
     WHERE subject = (
       SELECT subject FROM jobs WHERE due <= now_ms() AND (leased_until IS NULL OR leased_until <= now_ms())
       ORDER BY due LIMIT 1
     ) AND due <= now_ms() AND (leased_until IS NULL OR leased_until <= now_ms())
     RETURNING subject, tries, rev`,
    owner,
    leaseMs,
  )
  if (!row) return null
  return {
    subject: StoredSubject.parse(row.subject),
    owner,
    tries: int(row, 'tries'),
    rev: int(row, 'rev'),
  }
}

/** Owner and try fence it: a holder that lost its lease changes nothing any more. */
async function drop(sql: Sql, { subject, owner, tries, rev }: Job): Promise<void> {
  const dropped = await sql(
    'DELETE FROM jobs WHERE subject = $1 AND owner = $2 AND tries = $3 AND rev = $4 RETURNING subject',
    subject,
    owner,
    tries,
    rev,
  )
  if (dropped.length > 0) return
  await sql(
    'UPDATE jobs SET owner = NULL, leased_until = NULL, tries = 0 WHERE subject = $1 AND owner = $2 AND tries = $3',
    subject,
    owner,
    tries,
  )
}

async function putBack(sql: Sql, { subject, owner, tries, rev }: Job, again: number): Promise<void> {
  await sql(
    `UPDATE jobs SET owner = NULL, leased_until = NULL, due = CASE WHEN rev = $4 THEN $5 ELSE due END
     WHERE subject = $1 AND owner = $2 AND tries = $3`,
    subject,
    owner,
    tries,
    rev,
    again,
  )
}

/** A higher `rev` makes a holder that gives its job back by the clock of before look again at once. */
async function followClock(sql: Sql, ms: number): Promise<void> {
  await sql(
    `UPDATE jobs SET rev = rev + 1, due = CASE WHEN due > now_ms() THEN now_ms() ELSE due END,
     leased_until = leased_until + $1`,
    ms,
  )
}
