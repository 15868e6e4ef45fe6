import { z } from 'zod'
import { Anchor } from '../core/anchor.ts'
import { isOfRequest } from '../core/entry.ts'
import type { AuditRow, Head } from './audit-row.ts'
import { checkChain } from './check-chain.ts'
import { checkRequest, type RequestRow } from './check-requests.ts'
import type { Finding } from './finding.ts'
import { type Followed, followRequests } from './follow-requests.ts'
import { createNotices, type Notice } from './notice.ts'
import type { Fields, Known } from './read-entry.ts'
import type { Witness } from './witness.ts'

/** The log at one moment. */
export interface LogReads {
  head(): Promise<Head | null>
  rows(): AsyncIterable<readonly AuditRow[]>
  /** A request as it is kept; null where it is not. */
  request(id: string): Promise<RequestRow | null>
  /** Requests that are kept and of which there is no entry, some of them. */
  unasked(): Promise<readonly string[]>
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
  const beside = besideTheLog(log)
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
      const ended = beside.take(row.seq, read)
      if (ended) await beside.compare(ended)
      if (read.fields.kind === 'anchored') anchored.push(...anchorIn(read.fields, row.seq))
    }
    done += rows.length
    onProgress(done, head?.seq ?? done)
  }
  const finding = chain.end(head)
  return {
    ...{ held: chain.held, heldAt, anchored },
    findings: finding === null ? await beside.end(chain.held.seq) : [finding],
    notices: notices.all(),
  }
}

const MOST_TOLD = 20

/** The requests that the log tells of, against those that are kept. It says nothing where the log does not hold. */
function besideTheLog(log: LogReads) {
  const findings: Finding[] = []
  const requests = followRequests()
  const add = (finding: Finding | null) => {
    if (finding && findings.length < MOST_TOLD) findings.push(finding)
  }
  const compare = async (followed: Followed) =>
    add(checkRequest(await log.request(followed.asked.entry.request), followed))
  return {
    compare,
    /** A request that has ended with this entry, and is to be compared. */
    take(seq: number, read: Known): Followed | null {
      if (read.as === 'unknown') requests.lose(read.fields.request)
      else if (isOfRequest(read.entry)) {
        const { finding, ended } = requests.take({ seq, entry: read.entry })
        add(finding)
        return ended
      }
      return null
    },
    /** In the order of the log. */
    async end(last: number): Promise<readonly Finding[]> {
      for (const followed of requests.open()) await compare(followed)
      for (const request of await log.unasked()) add({ kind: 'unasked', seq: 0, request })
      const told = await log.toldUpTo()
      if (told > last) findings.push({ kind: 'cut', seq: last + 1, to: told, by: 'message' })
      return findings.toSorted((a, b) => a.seq - b.seq)
    },
  }
}

const Noted = Anchor.extend({ channel: z.string(), ts: z.string() })

function anchorIn(fields: Fields, seq: number): readonly Anchored[] {
  const noted = Noted.safeParse(fields)
  return noted.success ? [{ ...noted.data, where: `The note of an anchor in #${seq} of the log` }] : []
}
