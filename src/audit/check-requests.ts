import { createHash } from 'node:crypto'
import type { RequestEntry } from '../core/entry.ts'
import type { State } from '../core/request.ts'
import type { Finding } from './finding.ts'

/** A request as the bot works with it, and the first and the last step that the log tells of. All as stored. */
export interface RequestRow {
  readonly id: string
  readonly state: string
  readonly arn: string
  readonly requester: string
  readonly body: string
  readonly asked: Step | null
  readonly newest: Step | null
}

export interface Step {
  readonly seq: number
  readonly body: string
}

/** In which states a request can be right after a step. */
const LEADS_TO: Readonly<Record<RequestEntry['kind'], readonly State[]>> = {
  asked: ['requested'],
  approved: ['requested', 'approved'],
  reminded: ['requested'],
  denied: ['denied'],
  withdrawn: ['withdrawn'],
  claimed: ['executing'],
  released: ['approved'],
  calling: ['calling'],
  not_sent: ['executing'],
  succeeded: ['succeeded'],
  failed: ['failed'],
  unconfirmed: ['unconfirmed'],
  read_again: ['unconfirmed'],
  person_asked: ['unconfirmed'],
  superseded: ['superseded'],
  cancelled: ['cancelled'],
  expired: ['expired'],
}

const STATES_AFTER: ReadonlyMap<unknown, readonly State[]> = new Map(Object.entries(LEADS_TO))

/** What is kept of a request beside the log, against what the log tells of it. The log must hold for this. */
export function checkRequest(row: RequestRow): Finding | null {
  const { id, asked, newest } = row
  if (asked === null || newest === null) return { kind: 'unasked', seq: 0, request: id }
  const first = fieldsOf(asked.body)
  if (first?.kind !== 'asked') return null
  const kept = fieldsOf(row.body) ?? {}
  const field = (wrong: string, seq = asked.seq): Finding => ({
    kind: 'state',
    seq,
    request: id,
    field: wrong,
  })
  if (kept.id !== id) return field('id')
  if (row.requester !== first.by || kept.requester !== first.by) return field('requester')
  if (row.arn !== first.arn || fieldsIn(kept.key).arn !== first.arn) return field('key')
  if (kept.operation !== first.operation) return field('operation')
  if (kept.periodDays !== first.periodDays) return field('period')
  if (typeof first.reason === 'string' && !isHashOf(first.reason, kept.reason)) return field('reason')
  if (kept.state !== row.state || !mayBe(row.state, newest)) return field('state', newest.seq)
  return null
}

/** The first kind in an entry is its own: a fault in it comes later, and a text has its quotes escaped. */
function mayBe(state: string, { body }: Step): boolean {
  const kind = /"kind":"(\w+)"/.exec(body)?.[1]
  const states = STATES_AFTER.get(kind)
  return states === undefined || states.some((one) => one === state)
}

function isHashOf(hash: string, text: unknown): boolean {
  return typeof text === 'string' && createHash('sha256').update(text, 'utf8').digest('hex') === hash
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return fieldsIn(JSON.parse(text))
  } catch {
    return null
  }
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  return isFields(value) ? value : {}
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
