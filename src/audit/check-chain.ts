import { GENESIS } from '../core/entry.ts'
import type { AuditRow, Head } from './audit-row.ts'
import type { Finding } from './finding.ts'
import { fitsAs, linkHash } from './link.ts'
import { type Fields, type Known, type ReadEntry, readEntry } from './read-entry.ts'

/** Walks along the log, row by row. It keeps nothing but where it is. */
export interface ChainCheck {
  /** The next row, in the order of the numbers. What is read of it, as long as nothing was found. */
  take(row: AuditRow): Known | null
  /** What is wrong, if anything: the first place only, as what comes after it cannot be judged. */
  end(head: Head | null): Finding | null
  /** How far the chain holds. */
  readonly held: Head
}

/** `known` is how many entries there should be, where that is known. */
export function checkChain(known: number, first: Head = { seq: 0, hash: GENESIS }): ChainCheck {
  let { seq: last, hash: prev } = first
  let finding: Finding | null = null
  return {
    take(row) {
      if (finding !== null) {
        finding = withMore(finding, row)
        return null
      }
      finding = wrongPlace(row.seq, last) ?? wrongLink(row, prev, known)
      if (finding !== null) return null
      const read = readEntry(row.body)
      finding = wrongEntry(row, read)
      if (finding !== null || read.as === 'nothing') return null
      last = row.seq
      prev = row.hash
      return read
    },
    end: (head) => finding ?? wrongEnd(last, prev, head),
    get held() {
      return { seq: last, hash: prev }
    },
  }
}

function wrongPlace(seq: number, last: number): Finding | null {
  if (seq === last + 1) return null
  if (!Number.isSafeInteger(seq) || seq < 1) return { kind: 'added', seq }
  return seq <= last ? { kind: 'doubled', seq, of: seq } : { kind: 'missing', seq: last + 1, to: seq - 1 }
}

function wrongLink(row: AuditRow, prev: string, known: number): Finding | null {
  const { seq } = row
  if (row.prev === prev && linkHash(seq, prev, row.body) === row.hash) return null
  // Whole in itself, and written after another entry than the one that stands before it now.
  if (row.prev !== prev && seq > 1 && fitsAs(seq, row)) return { kind: 'rewritten', seq: seq - 1, by: 'next' }
  const written = numberOf(row, known)
  if (written === null) return { kind: 'edited', seq, part: 'entry' }
  return written < seq ? { kind: 'doubled', seq, of: written } : { kind: 'missing', seq, to: written - 1 }
}

/** A second of work at most: only who edited the log makes anybody wait for it. */
const MOST_TRIED = 1_000_000

/** Under which other number a row was written, if it is whole in itself. */
function numberOf(row: AuditRow, known: number): number | null {
  const most = Math.min(Math.max(known, row.seq) + 1, MOST_TRIED)
  for (let seq = 1; seq <= most; seq++) if (fitsAs(seq, row)) return seq
  return null
}

/** What was taken for missing stands further down: then it was swapped. */
function withMore(finding: Finding, row: AuditRow): Finding {
  if (finding.kind !== 'missing' || row.seq !== finding.to + 1 || !fitsAs(finding.seq, row)) return finding
  return { kind: 'swapped', seq: finding.seq, with: row.seq }
}

function wrongEntry({ seq, request }: AuditRow, read: ReadEntry): Finding | null {
  if (read.as === 'nothing') return { kind: 'edited', seq, part: read.why }
  if (request === undefined || request === requestIn(read.fields)) return null
  return { kind: 'edited', seq, part: 'request_id' }
}

function requestIn({ request }: Fields): string | null {
  return typeof request === 'string' ? request : null
}

function wrongEnd(last: number, prev: string, head: Head | null): Finding | null {
  if (head === null) return last === 0 ? null : { kind: 'headless', seq: last }
  if (head.seq > last) return { kind: 'cut', seq: last + 1, to: head.seq, by: 'head' }
  if (head.seq < last) return { kind: 'added', seq: Math.max(head.seq, 0) + 1 }
  return head.hash === prev ? null : { kind: 'rewritten', seq: last, from: 1, by: 'head' }
}
