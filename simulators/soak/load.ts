import { setTimeout as sleep } from 'node:timers/promises'
import { blockIds, type Observed, until } from '../observed.ts'
import type { Stage } from '../stage.ts'

/** How often each thing was done, and what went wrong. */
export interface Tally {
  asked: number
  approved: number
  denied: number
  reads: number
  refused: number
  refreshes: number
  readonly unanswered: string[]
}

interface Scene {
  readonly stage: Stage
  readonly seen: Observed
  readonly keys: readonly { readonly id: string; readonly alias: string }[]
}

const ASK_EVERY_MS = 8_000
const READ_EVERY_MS = 700
const REFRESH_EVERY_MS = 20_000
/** Who only looks: an answer of theirs is never taken for one of those who ask and decide. */
const READERS = ['U0READER1', 'U0READER2', 'U0READER3'] as const
const READS = [
  'whoami',
  'requests',
  'requests all',
  'help',
  'show',
  'rotat',
  'rotate alias/no-such-key',
] as const

/** People ask, approve, deny, look and mistype, and Slack refreshes its connections, steadily until `signal` says stop. */
export async function load(scene: Scene, signal: AbortSignal): Promise<Tally> {
  const tally: Tally = {
    asked: 0,
    approved: 0,
    denied: 0,
    reads: 0,
    refused: 0,
    refreshes: 0,
    unanswered: [],
  }
  await invite(scene)
  const steadily = (everyMs: number, work: (turn: number) => Promise<void>) =>
    inTurn(everyMs, signal, (turn) =>
      work(turn).catch((error: unknown) => void tally.unanswered.push(String(error))),
    )
  await Promise.all([
    steadily(ASK_EVERY_MS, (turn) => oneRequest(scene, tally, turn)),
    steadily(READ_EVERY_MS, (turn) => oneRead(scene, tally, turn)),
    steadily(REFRESH_EVERY_MS, async (turn) => {
      await scene.seen.socket({ do: turn % 10 === 9 ? 'kill' : 'refresh' })
      tally.refreshes += 1
    }),
  ])
  return tally
}

async function invite({ stage, seen }: Scene): Promise<void> {
  const { users, groups } = stage.slack
  await seen.world({ join: READERS.map((id) => ({ id, name: id.toLowerCase() })) })
  await seen.world({ group: { id: groups.oncall, users: [users.requester, ...READERS] } })
}

/** One after another: a turn that takes longer than the time between two delays the next. */
async function inTurn(everyMs: number, signal: AbortSignal, work: (turn: number) => Promise<void>) {
  for (let turn = 0; !signal.aborted; turn++) {
    const rest = sleep(everyMs, undefined, { signal }).catch(() => {})
    await work(turn)
    await rest
  }
}

/** Asked and decided; then the key is set back, so that it can be asked for again. */
async function oneRequest({ stage, seen, keys }: Scene, tally: Tally, turn: number): Promise<void> {
  const key = keys[turn % keys.length]
  if (!key) throw new Error('there are no keys')
  const { requester, approver1 } = stage.slack.users
  const answer = await seen.type(requester, `rotate ${key.alias} because soak ${turn}`)
  if (!blockIds(answer).includes('asked')) return void tally.unanswered.push(`rotate: ${said(answer)}`)
  tally.asked += 1
  const cards = await until(
    () => seen.cardsOf(key.alias),
    (found) => found.length > turn / keys.length,
  )
  const card = cards.at(-1)
  if (!card) throw new Error(`no card for ${key.alias}`)
  const verdict = turn % 5 === 4 ? 'deny' : 'approve'
  const form = await seen.openForm(approver1, card, verdict)
  if (form?.callback_id !== 'decision') return void tally.unanswered.push('no form')
  const decided = await seen.submit(approver1, form, 'soak')
  if (!blockIds(decided).includes('decided')) return void tally.unanswered.push(`decision: ${said(decided)}`)
  if (verdict === 'deny') tally.denied += 1
  else {
    tally.approved += 1
    await until(
      () => seen.key(key.id),
      ({ aws_param: { KeyRotationEnabled } }) => KeyRotationEnabled,
    )
  }
  // The outcome is read back and told before the key may look otherwise.
  await until(
    () => seen.cardsOf(key.alias),
    (cards) => (cards.at(-1)?.thread.length ?? 0) >= (verdict === 'deny' ? 2 : 3),
  )
  await seen.key(key.id, { aws_param: { KeyRotationEnabled: false } })
}

async function oneRead({ stage, seen, keys }: Scene, tally: Tally, turn: number): Promise<void> {
  const { guest } = stage.slack.users
  const word = READS[turn % READS.length] ?? 'help'
  const text = word === 'show' ? `show ${keys[turn % keys.length]?.alias}` : word
  const stranger = turn % 29 === 0
  const answer = await seen.type(stranger ? guest : (READERS[turn % READERS.length] ?? ''), text)
  if (answer.replies.length === 0) tally.unanswered.push(`${text}: ${said(answer)}`)
  else if (stranger) tally.refused += 1
  else tally.reads += 1
}

function said(answer: { readonly error?: string; readonly ack: unknown }): string {
  return answer.error ?? JSON.stringify(answer.ack)
}
