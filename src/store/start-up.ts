import type { Subject } from '../core/derived.ts'
import type { Database, Sql } from './database.ts'
import { wake } from './job-table.ts'
import { OPEN } from './open-states.ts'
import { text, textOrNull } from './rows.ts'

/**
 * Puts the wake-ups in order when a bot starts alone on its database: leases of the last life are freed, and
 * whatever is unfinished is woken. With every job dropped the outcome is the same.
 */
export function rebuildJobs(db: Database): Promise<void> {
  return db.transaction(async (sql) => {
    await sql('UPDATE jobs SET owner = NULL, leased_until = NULL, tries = 0')
    const unfinished = await sql(
      `SELECT 'input' AS kind, id FROM inputs WHERE answered_at IS NULL
       UNION ALL SELECT 'request', id FROM requests
         WHERE state IN (${OPEN})
       UNION ALL SELECT 'card', c.id FROM cards c JOIN requests r ON r.id = c.id
         WHERE (c.ts IS NULL AND c.given_up = 0) OR (c.ts IS NOT NULL AND c.drawn < r.version)
         OR EXISTS (SELECT 1 FROM messages m WHERE m.card_id = c.id AND m.posted_at IS NULL)
       UNION ALL SELECT 'refusals', person FROM refusals
       UNION ALL SELECT 'anchor', 'day' FROM head
       UNION ALL SELECT DISTINCT 'print', 'entries' FROM unprinted`,
    )
    for (const row of unfinished) await wake(sql, subjectOf(text(row, 'kind'), text(row, 'id')))
  })
}

function subjectOf(kind: string, id: string): Subject {
  switch (kind) {
    case 'input':
      return `input:${id}`
    case 'request':
      return `request:${id}`
    case 'card':
      return `card:${id}`
    case 'anchor':
      return `anchor:${id}`
    case 'print':
      return `print:${id}`
    default:
      return `refusals:${id}`
  }
}

/**
 * An app that was installed anew is another bot to Slack, and cannot redraw what the one before it posted: the cards
 * of open requests are to be posted again.
 */
export function meetBot(db: Database, botId: string): Promise<void> {
  return db.transaction(async (sql) => {
    const before = await setting(sql, 'bot')
    await set(sql, 'bot', botId)
    if (before === null || before === botId) return
    await sql(
      `UPDATE cards SET ts = NULL, tries = 0, lost = lost + 1
       WHERE ts IS NOT NULL AND id IN (SELECT id FROM requests WHERE state IN (${OPEN}))`,
    )
  })
}

/** The policy in force is the one that the newest start set. Another one makes the cards of open requests be drawn anew. */
export function createPolicyHash(db: Database) {
  return {
    set: (hash: string): Promise<void> =>
      db.transaction(async (sql) => {
        const before = await setting(sql, 'policy')
        await set(sql, 'policy', hash)
        if (before === null || before === hash) return
        await sql(`UPDATE cards SET drawn = 0 WHERE id IN (SELECT id FROM requests WHERE state IN (${OPEN}))`)
      }),
    read: (): Promise<string | null> => db.transaction((sql) => setting(sql, 'policy')),
  }
}

/** Writes something of no meaning: throws when nothing can be written. */
export function tryWriting(db: Database): Promise<void> {
  return db.transaction(async (sql) => {
    const [row] = await sql('SELECT now_ms() AS now')
    await set(sql, 'tried', String(row?.now))
  })
}

async function set(sql: Sql, name: string, value: string): Promise<void> {
  await sql(
    'INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    value,
  )
}

async function setting(sql: Sql, name: string): Promise<string | null> {
  const [row] = await sql('SELECT value FROM settings WHERE name = $1', name)
  return row ? textOrNull(row, 'value') : null
}
