import { createHash } from 'node:crypto'
import type { RequestEntry } from '../core/entry.ts'
import type { Finding } from './finding.ts'
import type { ApprovedEntry, Followed } from './follow-requests.ts'

/** A request as the bot works with it and shows it. All as stored. */
export interface RequestRow {
  readonly id: string
  readonly state: string
  readonly arn: string
  readonly requester: string
  readonly body: string
}

/** What is kept and what the log tells, in the same form; undefined where there is nothing. */
type Both = readonly [field: string, kept: unknown, told: unknown]

/** What is kept of a request beside the log, against what the log tells of it. The log must hold for this. */
export function checkRequest(row: RequestRow | null, followed: Followed): Finding | null {
  const { asked, newest } = followed
  const request = asked.entry.request
  const found = (field: string, seq: number): Finding => ({ kind: 'state', seq, request, field })
  if (row === null) return found('row', asked.seq)
  const kept = fieldsIn(parsed(row.body))
  const first = firstDifferent(asAsked(row, kept, followed))
  if (first) return found(first, asked.seq)
  const approvals = firstDifferent([['approvals', approvalsIn(kept), approvalsTold(followed.approvals)]])
  if (approvals) return found(approvals, followed.approvals.at(-1)?.seq ?? newest.seq)
  const last = firstDifferent([
    ['state', row.state, followed.state],
    ['state', kept.state, followed.state],
    ...outcome(kept, newest.entry),
  ])
  return last ? found(last, newest.seq) : null
}

function asAsked(row: RequestRow, kept: Fields, { asked: { entry } }: Followed): readonly Both[] {
  const { id, requester, arn } = row
  const [key, rule] = [fieldsIn(kept.key), fieldsIn(kept.rule)]
  return [
    ['id', kept.id, id],
    ['requester', requester, entry.by],
    ['requester', kept.requester, entry.by],
    ['key', arn, entry.arn],
    ['key', key.arn, entry.arn],
    ['key', key.id, entry.key],
    ['key', kept.snapshotHash, entry.snapshot],
    ['key', flagIn(key), flagTold(entry.before)],
    ['operation', kept.operation, entry.operation],
    ['period', kept.periodDays, entry.periodDays],
    ['rule', rule.name, entry.rule],
    ['rule', rule.approvals, entry.approvals],
    ['command', kept.inputId, entry.input],
    ['channel', kept.askedIn, entry.channel],
    ['time', kept.askedAt, Date.parse(entry.at)],
    ['predecessor', kept.follows, entry.follows],
    ['reason', hashOf(kept.reason), entry.reason],
  ]
}

function outcome(kept: Fields, entry: RequestEntry): readonly Both[] {
  switch (entry.kind) {
    case 'denied':
    case 'withdrawn':
      return [
        [entry.kind === 'denied' ? 'denial' : 'withdrawal', kept.by, entry.by],
        ['comment', hashOf(kept.comment), entry.comment],
        ...endedAt(kept, entry),
      ]
    case 'succeeded':
      return [
        ['outcome', kept.how, entry.how],
        ['outcome', flagIn(kept.after), flagTold(entry.after)],
        ['outcome', kept.settledBy, entry.by],
        ['comment', hashOf(kept.comment), entry.comment],
        ...endedAt(kept, entry),
      ]
    case 'failed':
      return [
        ['outcome', fieldsIn(kept.fault).kind, entry.fault.kind],
        ['outcome', kept.settledBy, entry.by],
        ['comment', hashOf(kept.comment), entry.comment],
        ...endedAt(kept, entry),
      ]
    case 'superseded':
      return [['successor', kept.successor, entry.successor], ...endedAt(kept, entry)]
    case 'cancelled':
      return [['outcome', kept.why, entry.why], ...endedAt(kept, entry)]
    case 'expired':
      return [
        ['outcome', kept.by, entry.by],
        ['comment', hashOf(kept.comment), entry.comment],
        ...endedAt(kept, entry),
      ]
    default:
      return []
  }
}

function endedAt(kept: Fields, { at }: RequestEntry): readonly Both[] {
  return [['time', kept.endedAt, Date.parse(at)]]
}

function approvalsIn({ approvals }: Fields): string {
  const all: readonly unknown[] = Array.isArray(approvals) ? approvals : []
  return JSON.stringify(
    all.map(fieldsIn).map(({ by, at, input, comment }) => [by, at, input, hashOf(comment)]),
  )
}

function approvalsTold(approvals: Followed['approvals']): string {
  return JSON.stringify(approvals.map(({ entry }) => told(entry)))
}

function told({ by, at, input, comment }: ApprovedEntry): readonly unknown[] {
  return [by, Date.parse(at), input, comment]
}

function flagIn(key: unknown): string {
  const { on, periodDays } = fieldsIn(fieldsIn(key).rotation)
  return `${on} ${periodDays || ''}`
}

function flagTold({ on, periodDays }: { readonly on: boolean; readonly periodDays?: number | undefined }) {
  return `${on} ${periodDays ?? ''}`
}

/** Of an empty text the log keeps none. */
function hashOf(text: unknown): unknown {
  return typeof text === 'string' && text !== ''
    ? createHash('sha256').update(text, 'utf8').digest('hex')
    : undefined
}

function firstDifferent(both: readonly Both[]): string | undefined {
  return both.find(([, kept, log]) => kept !== log)?.[0]
}

type Fields = Readonly<Record<string, unknown>>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function fieldsIn(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
