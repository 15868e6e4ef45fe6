import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Observed, type Seen, textOf, until } from '../../simulators/observed.ts'
import type { Stage } from '../../simulators/stage.ts'

const Row = z.object({ seq: z.int(), prev: z.string(), hash: z.string(), body: z.string() })

const Fault = z.looseObject({ kind: z.string(), outcome: z.string() })
const RefusedInput = z.looseObject({ refusal: z.string(), count: z.int(), fault: Fault.optional() })

/** As much of an entry's body as the tests look at. */
const Body = z.looseObject({
  kind: z.string(),
  by: z.string().optional(),
  request: z.string().optional(),
  key: z.string().optional(),
  how: z.string().optional(),
  follows: z.string().optional(),
  why: z.string().optional(),
  successor: z.string().optional(),
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })).optional(),
  fault: Fault.optional(),
  inputs: z.array(RefusedInput).optional(),
})

export type AuditEntry = z.infer<typeof Body> & { readonly seq: number; readonly hash: string }

/** How a request may end. */
const ENDS = ['succeeded', 'failed', 'denied', 'withdrawn', 'superseded', 'cancelled', 'expired']
const TOLD = ['asked', 'approved', 'reminded', 'unconfirmed', 'person_asked', ...ENDS]

/** What the bot tells in the thread; it notes all else in the log alone, as that a policy asks for no approval. */
function isTold({ kind, by }: AuditEntry): boolean {
  return TOLD.includes(kind) && by !== 'policy'
}

/** The audit log as it lies on disk, its chain computed again by what the docs say of it. Throws where it breaks. */
export function auditOf({ database }: Stage): readonly AuditEntry[] {
  const rows = read(database, 'SELECT seq, prev, hash, body FROM audit ORDER BY seq')
  let prev = '0'.repeat(64)
  return z
    .array(Row)
    .parse(rows)
    .map((row, index) => {
      const { seq, body, hash } = row
      const expected = createHash('sha256').update(`cckm-audit-v1\n${seq}\n${prev}\n${body}`).digest('hex')
      if (seq !== index + 1 || row.prev !== prev || hash !== expected)
        throw new Error(`the chain of the audit log breaks at ${seq}`)
      prev = hash
      return { ...Body.parse(JSON.parse(body)), seq, hash }
    })
}

export function read(database: string, sql: string): readonly unknown[] {
  const db = new DatabaseSync(database, { readOnly: true, timeout: 2_000 })
  try {
    return db.prepare(sql).all()
  } finally {
    db.close()
  }
}

/** Why a person was refused, as often as the audit log says: the code, or the kind of the fault behind it. */
export function refusalsOf(stage: Stage, person: string): readonly string[] {
  return auditOf(stage)
    .filter(({ kind, by }) => kind === 'refused' && by === person)
    .flatMap(({ inputs }) => inputs ?? [])
    .flatMap(({ refusal, fault, count }) => Array.from({ length: count }, () => fault?.kind ?? refusal))
}

/** Lets the minute be over in which refusals are only counted, and waits until the log holds `count` of the person. */
export async function countedRefusalsOf(
  stage: Stage,
  person: string,
  count: number,
): Promise<readonly string[]> {
  const db = new DatabaseSync(stage.database, { timeout: 2_000 })
  db.exec(`UPDATE refusals SET since = since - 60000;
           UPDATE jobs SET due = due - 60000 WHERE subject LIKE 'refusals:%'`)
  db.close()
  return until(
    async () => refusalsOf(stage, person),
    (found) => found.length >= count,
  )
}

/** The entries of the newest request for a key, oldest first: its steps, without what could not be told of them. */
export function entriesOf(stage: Stage, key: string): readonly AuditEntry[] {
  const entries = auditOf(stage).filter(({ kind }) => kind !== 'post_given_up' && kind !== 'posts_retried')
  const asked = entries.findLast((entry) => entry.kind === 'asked' && entry.key === key)
  return entries.filter(({ request }) => request !== undefined && request === asked?.request)
}

export interface Outcome {
  readonly kinds: readonly string[]
  readonly last: AuditEntry | undefined
  /** How many cards the request has. */
  readonly cards: number
  /** What the thread tells, as the kinds of the entries its lines carry the hash of. */
  readonly thread: readonly string[]
  /** What it has to tell. */
  readonly owed: readonly string[]
  /** Whether the card's foot names the newest line's place in the log. */
  readonly witnessed: boolean
  /** The flag on the card, and the flag AWS has. */
  readonly shown: boolean
  readonly on: boolean
  readonly sent: number
  readonly committed: number
  /** Direct messages to whoever asked that say how it ended. */
  readonly told: number
}

/** Waits until the request for a key has come to rest as one of these kinds, and its channel shows it. */
export function outcomeOf(
  stage: Stage,
  seen: Observed,
  { id }: { readonly id: string },
  kinds: readonly string[] = ENDS,
): Promise<Outcome> {
  const complete = ({ last, thread, owed, witnessed }: Outcome) =>
    kinds.includes(last?.kind ?? '') && thread.length >= owed.length && witnessed
  return until(() => look(stage, seen, id), complete, 30_000)
}

async function look(stage: Stage, seen: Observed, id: string): Promise<Outcome> {
  const entries = entriesOf(stage, id)
  const last = entries.findLast(({ kind }) => kind !== 'read_again')
  const request = last?.request ?? 'none'
  const cards = (await seen.cards()).filter((card) => card.metadata?.event_payload.request === request)
  const lines = (await seen.transcript(stage.slack.channels.audit))
    .flatMap(({ thread }) => thread)
    .map((line) => entries.find(({ hash }) => hash === line.metadata?.event_payload.hash))
    .filter((entry) => entry !== undefined)
  const newest = entries.findLast(isTold)
  const card = cards.at(-1)
  const writes = (await seen.writes()).filter(({ path }) => path.includes(id))
  const direct = await seen.transcript(entries[0]?.by ?? stage.slack.users.requester)
  return {
    kinds: entries.map(({ kind }) => kind),
    last,
    cards: cards.length,
    thread: lines.map(({ kind }) => kind),
    owed: entries.filter(isTold).map(({ kind }) => kind),
    witnessed: blockText(card, 'foot').includes(`#${newest?.seq} · ${newest?.hash.slice(0, 32)}`),
    shown: /: on\b/.test(blockText(card, 'rotation')),
    on: (await seen.key(id)).aws_param.KeyRotationEnabled,
    sent: writes.length,
    committed: writes.filter(({ committed }) => committed).length,
    told: direct.filter(({ metadata }) => metadata?.event_payload.request === request).length,
  }
}

function blockText(card: Seen | undefined, id: string): string {
  return card ? textOf(card, id) : ''
}
