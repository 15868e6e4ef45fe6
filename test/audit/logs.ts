import { createHash } from 'node:crypto'
import type { AuditRow, Body, Head } from '../../src/audit/audit-row.ts'
import { checkWitnesses } from '../../src/audit/check-witnesses.ts'
import { type Finding, isBeside } from '../../src/audit/finding.ts'
import { type LogReads, type Verified, verify } from '../../src/audit/verify.ts'
import type { Witness } from '../../src/audit/witness.ts'
import { aKey, anInputId, aRequestId, pathTo, T0 } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

/** A log at one moment, outside of a database. */
export interface Log {
  readonly rows: readonly AuditRow[]
  readonly head: Head | null
}

/** A log of as many entries as wanted, of requests, refusals and the bot itself, as the bot's own store writes it. */
export async function aLog(entries = 40): Promise<Log> {
  const { store, rows } = openMemory()
  const note = (version: string) =>
    store.ledger.note({ v: 1, kind: 'started', at: T0.toISOString(), version })
  for (let n = 1; (await count()) < entries; n++) {
    const path = n % 2 === 0 ? pathTo.succeeded(asking(n)) : pathTo.failed(asking(n))
    for (const transition of path) if ((await count()) < entries - 1) await store.ledger.commit(transition)
    await note(`1.${n}.0 “ü” \u2028`)
  }
  const [head] = await rows('SELECT seq, hash FROM head')
  return {
    rows: (await rows('SELECT * FROM audit ORDER BY seq')).map(rowOf),
    head: { seq: Number(head?.seq), hash: String(head?.hash) },
  }

  async function count(): Promise<number> {
    return Number((await rows('SELECT count(*) AS n FROM audit'))[0]?.n)
  }
}

function asking(n: number) {
  return {
    id: aRequestId(n),
    inputId: anInputId(n),
    key: aKey({ arn: `${aKey().arn.slice(0, -2)}${10 + n}` }),
  }
}

function rowOf(row: Readonly<Record<string, unknown>>): AuditRow {
  return {
    seq: Number(row.seq),
    prev: String(row.prev),
    hash: String(row.hash),
    body: String(row.body),
    request: row.request_id === null ? null : String(row.request_id),
  }
}

/** What is found in its chain, and with it what these witnesses show. */
export async function found(log: Log, witnesses: readonly Witness[] = []) {
  const verified = await verified_(log)
  const hashAt = async (seq: number) => log.rows.find((row) => row.seq === seq)?.hash ?? null
  const { findings } = await checkWitnesses(witnesses, hashAt, async () =>
    Math.max(0, ...log.rows.map(({ seq }) => seq)),
  )
  return [...verified.findings.filter(isOfTheChain), ...findings].toSorted((a, b) => a.seq - b.seq)
}

/** Outside of a database there are no requests beside the log. */
export function isOfTheChain(finding: Finding): boolean {
  return !isBeside(finding)
}

export async function verified_({ rows, head }: Log): Promise<Verified> {
  const reads: LogReads = {
    head: async () => head,
    // As a database hands them over, whose rows have no other order.
    rows: async function* () {
      yield rows.toSorted((a, b) => a.seq - b.seq)
    },
    request: async () => null,
    unasked: async () => [],
    toldUpTo: async () => 0,
  }
  return verify(reads)
}

/** The hash as docs/audit.md says it, written down a second time. */
export function hashOf(seq: number, prev: string, body: Body): string {
  return createHash('sha256')
    .update(
      Buffer.concat([
        Buffer.from(`cckm-audit-v1\n${seq}\n${prev}\n`),
        typeof body === 'string' ? Buffer.from(body) : body,
      ]),
    )
    .digest('hex')
}

/** What somebody does who knows how the log is made: all hashes from there on fit again, the head's too. */
export function recomputed(rows: readonly AuditRow[], from = 1): Log {
  let prev = rows[from - 2]?.hash ?? '0'.repeat(64)
  const chained = rows.map((row, index): AuditRow => {
    const seq = index + 1
    if (seq < from) return row
    const again = { ...row, seq, prev, hash: hashOf(seq, prev, row.body) }
    prev = again.hash
    return again
  })
  return { rows: chained, head: headOf(chained) }
}

export function headOf(rows: readonly AuditRow[]): Head | null {
  const last = rows.at(-1)
  return last ? { seq: last.seq, hash: last.hash } : null
}

export function witnessOf({ seq, hash }: AuditRow): Witness {
  return { seq, hash, where: `The anchor of #${seq}` }
}

/** The same row, of which one thing is otherwise. */
export function withRow(log: Log, seq: number, change: Partial<AuditRow>): Log {
  return { ...log, rows: log.rows.map((row) => (row.seq === seq ? { ...row, ...change } : row)) }
}

export function at(log: Log, seq: number): AuditRow {
  const row = log.rows[seq - 1]
  if (!row) throw new Error(`the log has no #${seq}`)
  return row
}
