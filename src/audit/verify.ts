import { z } from 'zod'
import { Anchor } from '../core/anchor.ts'
import type { AuditRow, Head } from './audit-row.ts'
import { checkChain } from './check-chain.ts'
import { checkRequest, type RequestRow } from './check-requests.ts'
import type { Finding } from './finding.ts'
import { createNotices, type Notice } from './notice.ts'
import type { Fields } from './read-entry.ts'
import type { Witness } from './witness.ts'

/** The log at one moment. */
export interface LogReads {
  head(): Promise<Head | null>
  rows(): AsyncIterable<readonly AuditRow[]>
  requests(): AsyncIterable<readonly RequestRow[]>
  /** The first entry whose request is not kept any more. */
  vanished(): Promise<{ readonly seq: number; readonly request: string } | null>
  /** The newest entry that a message is about. */
  toldUpTo(): Promise<number>
}

export interface Verified {
  /** As far as the log holds. */
  readonly held: Head
  /** When its last entry was written that could be read, by the store's clock. */
  readonly heldAt: string | null
  readonly findings: readonly Finding[]
  readonly notices: readonly Notice[]
  /** The anchors that the log itself tells of. */
  readonly anchored: readonly Anchored[]
}

export interface Anchored extends Witness {
  readonly channel: string
  readonly ts: string
}

/** Called now and then, with how many entries were read and how many there are. */
export type OnProgress = (done: number, all: number) => void

/** Reads the whole log once, and what is kept beside it. Memory does not grow with it. */
export async function verify(log: LogReads, onProgress: OnProgress = () => {}): Promise<Verified> {
  const head = await log.head()
  const chain = checkChain(head?.seq ?? 0)
  const notices = createNotices()
  const anchored: Anchored[] = []
  let [done, heldAt]: [number, string | null] = [0, null]
  for await (const rows of log.rows()) {
    for (const row of rows) {
      const read = chain.take(row)
      if (read === null) continue
      if (read.as === 'unknown') notices.add(read.why, row.seq)
      else {
        heldAt = read.entry.at
        notices.dated(heldAt, row.seq)
      }
      if (read.fields.kind === 'anchored') anchored.push(...anchorIn(read.fields, row.seq))
    }
    done += rows.length
    onProgress(done, head?.seq ?? done)
  }
  const finding = chain.end(head)
  const beside = finding === null ? await besideTheLog(log, chain.held.seq) : []
  return {
    ...{ held: chain.held, heldAt, anchored },
    findings: finding === null ? beside : [finding],
    notices: notices.all(),
  }
}

/** In the order of the log. */
async function besideTheLog(log: LogReads, last: number): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for await (const requests of log.requests())
    for (const request of requests) {
      const found = findings.length < MOST_TOLD ? checkRequest(request) : null
      if (found) findings.push(found)
    }
  const vanished = await log.vanished()
  if (vanished) findings.push({ kind: 'state', ...vanished, field: 'row' })
  const told = await log.toldUpTo()
  if (told > last) findings.push({ kind: 'cut', seq: last + 1, to: told, by: 'message' })
  return findings.toSorted((a, b) => a.seq - b.seq)
}

const MOST_TOLD = 20

const Noted = Anchor.extend({ channel: z.string(), ts: z.string() })

function anchorIn(fields: Fields, seq: number): readonly Anchored[] {
  const noted = Noted.safeParse(fields)
  return noted.success ? [{ ...noted.data, where: `The note of an anchor in #${seq} of the log` }] : []
}
