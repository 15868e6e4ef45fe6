import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Slack } from '../../simulators/slack/start.ts'
import { anchorText } from '../../src/core/anchor.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { client } from '../slack/harness.ts'
import { ASKED, aDatabase, rowsOf } from './audit-files.ts'
import { cli, folder, slackEnv } from './harness.ts'

type Row = ReturnType<typeof rowsOf>[number]

/** A log, and a channel where the bot told these places of it as anchors; the log notes the ones that were posted. */
export async function anchored(seqs: readonly number[] = [4, 8]) {
  const slack = await slackForTest()
  const { file, env } = await aDatabase()
  const rows = rowsOf(file)
  const policy = join(folder(), 'policy.yml')
  writeFileSync(policy, `channel: ${slack.channels.audit}\nrequesters: [U0ANN]\napprovals: 0\n`)
  const posted: string[] = []
  for (const seq of seqs) posted.push(await postAnchor(slack, at(rows, seq)))
  const verify = (args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) =>
    cli(['audit', 'verify', '--slack', ...args], { ...env, ...slackEnv(slack), POLICY_FILE: policy, ...more })
  return { slack, file, env, rows, posted, verify, policy }
}

export async function postAnchor(slack: Slack, { seq, hash }: Pick<Row, 'seq' | 'hash'>): Promise<string> {
  const { ts } = await client(slack).chat.postMessage({
    channel: slack.channels.audit,
    text: anchorText({ seq, hash }),
    metadata: { event_type: 'cckm_anchor', event_payload: { seq, hash, at: '2026-03-02T10:00:00.000Z' } },
  })
  return String(ts)
}

/** A card whose foot names an entry of its request. */
export async function postCard(slack: Slack, { seq, hash }: Pick<Row, 'seq' | 'hash'>): Promise<string> {
  const text = `${ASKED} · audit log #${seq} · ${hash.slice(0, 32)}`
  const foot = { type: 'plain_text' as const, text, emoji: false }
  const { ts } = await client(slack).chat.postMessage({
    channel: slack.channels.audit,
    text: ASKED,
    blocks: [{ type: 'context', block_id: 'foot', elements: [foot] }],
    metadata: { event_type: 'cckm_card', event_payload: { request: ASKED } },
  })
  return String(ts)
}

export function at(rows: readonly Row[], seq: number): Row {
  const row = rows[seq - 1]
  if (!row) throw new Error(`there is no #${seq}`)
  return row
}
