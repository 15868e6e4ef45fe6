import { createHash } from 'node:crypto'
import { type ChainedEntry, chainText, type Entry, GENESIS } from '../core/entry.ts'
import type { Sql } from './database.ts'
import { file } from './history.ts'
import { int, text } from './rows.ts'

/**
 * Appends an entry. The head row is locked by the first statement, so two writers cannot link to the same entry;
 * it belongs at the end of a transaction, to keep that lock short.
 */
export async function append(sql: Sql, entry: Entry): Promise<ChainedEntry> {
  await sql('INSERT INTO head (one, seq, hash) VALUES (1, 0, $1) ON CONFLICT DO NOTHING', GENESIS)
  const [head] = await sql('UPDATE head SET seq = seq + 1 WHERE one = 1 RETURNING seq, hash')
  if (!head) throw new Error('the audit log has no head row')
  const seq = int(head, 'seq')
  const prev = text(head, 'hash')
  const body = JSON.stringify(entry)
  const hash = createHash('sha256')
    .update(chainText(seq, prev, body), 'utf8')
    .digest('hex')
  const request = ('request' in entry && entry.request) || null
  await sql(
    'INSERT INTO audit (seq, prev, hash, body, request_id) VALUES ($1, $2, $3, $4, $5)',
    seq,
    prev,
    hash,
    body,
    request,
  )
  await sql('UPDATE head SET hash = $1 WHERE one = 1', hash)
  await file(sql, seq, entry)
  return { seq, hash, entry }
}
