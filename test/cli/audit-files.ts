import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Environment } from '../../src/config.ts'
import { ask } from '../../src/core/asking.ts'
import * as calling from '../../src/core/calling.ts'
import { supersede } from '../../src/core/closing.ts'
import { decide } from '../../src/core/deciding.ts'
import type { RequestIn } from '../../src/core/request.ts'
import type { Transition } from '../../src/core/transition.ts'
import {
  aKey,
  anAsking,
  anInputId,
  approvedBySam,
  approver,
  aRequestId,
  as,
  later,
  ON,
  ONE_APPROVAL,
  pathTo,
  ruled,
  sha256,
  T0,
} from '../builders.ts'
import { openMemory } from '../memory-store.ts'
import { folder } from './harness.ts'

export const ASKED = 'R-11111111'

/** The life of a request that Sam approves and that CipherTrust carries out, as the log has it. */
export function approvedLife(): readonly Transition[] {
  const asking = { reason: 'CHG-4711 “ü” =1+1' }
  const asked = ask(anAsking({ rule: ONE_APPROVAL, ...asking }), T0)
  const approved = approvedBySam(asking)
  const claimed = calling.claim(as(approved.to, 'approved'), 'bot-1', later(30))
  const marked = calling.mark(claimed.to, claimed.to.key, 'svc-cckm', later(60))
  const answer = { status: 200, ciphertrustRequest: 'c-123' }
  const done = calling.succeed(marked.to, aKey({ rotation: ON }), later(62), answer)
  return [asked, approved, claimed, marked, done]
}

/** One that Sam denies. */
export function deniedLife(): readonly Transition[] {
  const asked = ask(anAsking({ rule: ONE_APPROVAL }), T0)
  const comment = 'Not before the release'
  const said = { verdict: 'deny', comment, commentHash: sha256(comment), input: anInputId(2) } as const
  return [asked, ruled(decide(asked.to, said, approver, later(20)))]
}

/** One whose key has changed. */
export function supersededLife(): readonly Transition[] {
  const asked = ask(anAsking({ rule: ONE_APPROVAL, follows: aRequestId(7) }), T0)
  return [asked, supersede(asked.to, [], aRequestId(8), later(20))]
}

const OTHER_ID = '11111111-2222-4333-8444-555555555555'
export const OTHER = {
  id: aRequestId(2),
  inputId: anInputId(9),
  key: aKey({
    arn: `arn:aws:kms:eu-west-1:123456789012:key/${OTHER_ID}`,
    awsKeyId: OTHER_ID,
    aliases: ['alias/other'],
  }),
}

/** A database as a bot leaves it: a request that was carried out, one that failed, and itself started and stopped. */
export async function aDatabase(file = join(folder(), 'bot.db')) {
  const bot = openMemory(file)
  await bot.store.ledger.note({ v: 1, kind: 'started', at: T0.toISOString(), version: '1.0.0' })
  await bot.walk(approvedLife())
  await bot.walk(pathTo.failed(OTHER))
  await bot.store.ledger.note({ v: 1, kind: 'stopped', at: later(99).toISOString() })
  await bot.store.close()
  return { file, env: { DATABASE_URL: `sqlite:${file}` } satisfies Environment }
}

/** A database whose only request somebody edited before the bot took its next step. */
export async function aDatabaseEditedUnder(step: (asked: RequestIn<'requested'>) => Transition) {
  const file = join(folder(), 'bot.db')
  const bot = openMemory(file)
  await bot.store.ledger.note({ v: 1, kind: 'started', at: T0.toISOString(), version: '1.0.0' })
  const asked = ask(anAsking({ rule: { ...ONE_APPROVAL, approvals: 2 } }), T0)
  await bot.store.ledger.commit(asked)
  await bot.store.ledger.commit(step(asked.to))
  await bot.store.close()
  return { DATABASE_URL: `sqlite:${file}` } satisfies Environment
}

/** What a tamperer does who has the file. */
export function tamper(file: string, ...statements: readonly string[]): void {
  const db = new DatabaseSync(file)
  for (const statement of [
    'DROP TRIGGER IF EXISTS audit_is_not_edited',
    'DROP TRIGGER IF EXISTS audit_is_not_cut',
    ...statements,
  ])
    db.exec(statement)
  db.close()
}

/** The same, of somebody who makes all hashes fit again, and the head. */
export function rechain(file: string): void {
  const db = new DatabaseSync(file)
  let [seq, prev] = [0, '0'.repeat(64)]
  for (const { body } of db.prepare('SELECT body FROM audit ORDER BY seq').all()) {
    seq++
    const hash = createHash('sha256').update(`cckm-audit-v1\n${seq}\n${prev}\n${body}`).digest('hex')
    db.prepare('UPDATE audit SET prev = ?, hash = ? WHERE seq = ?').run(prev, hash, seq)
    prev = hash
  }
  db.prepare('UPDATE head SET seq = ?, hash = ?').run(seq, prev)
  db.close()
}

export function rowsOf(
  file: string,
): readonly { readonly seq: number; readonly hash: string; readonly body: string }[] {
  const db = new DatabaseSync(file, { readOnly: true })
  const rows = db.prepare('SELECT seq, hash, body FROM audit ORDER BY seq').all()
  db.close()
  return rows.map(({ seq, hash, body }) => ({ seq: Number(seq), hash: String(hash), body: String(body) }))
}
