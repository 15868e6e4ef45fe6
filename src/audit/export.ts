import { stringify } from 'csv-stringify/sync'
import type { KeyReference } from '../core/key-reference.ts'
import { untrusted } from '../slack/views/text.ts'
import type { AuditRow, Body } from './audit-row.ts'
import { type Fields, readEntry, textOf } from './read-entry.ts'
import type { Names } from './who.ts'

/** Which entries are wanted; all without any of these. Times as entries have them. */
export interface Selection {
  readonly since?: string
  /** The first moment that is not wanted any more. */
  readonly until?: string
  readonly requests?: ReadonlySet<string>
  /** The keys of these requests are known by a reference, that refused wishes name by their ARN. */
  readonly key?: KeyReference
  readonly user?: string
}

/** One line of JSON for each entry; its text stays as it is stored, so that the chain can be checked. */
export function jsonLine({ seq, prev, hash, body }: AuditRow): string {
  return `${JSON.stringify({ seq, prev, hash, body: textOf(body) })}\n`
}

const COLUMNS = [
  ...['seq', 'at', 'kind', 'request', 'by', 'name', 'operation', 'key', 'rule', 'before', 'after'],
  ...['status', 'ciphertrust_request', 'why', 'hash', 'entry'],
]

/** Nothing that is written is as long; whoever wants more of it finds the entry beside it. */
const CELL = 2_000

export function csvHead(): string {
  return stringify([COLUMNS])
}

/**
 * A spreadsheet takes what begins like a formula for one, so that is escaped; and what is invisible or turns the
 * direction of a text is taken out but of the entry itself.
 */
export function csvLines(rows: readonly AuditRow[], names: Names): string {
  return stringify(
    rows.map((row) => cells(row, names)),
    { escape_formulas: true },
  )
}

export function isWanted({ body }: AuditRow, selection: Selection): boolean {
  const { since, until, requests, key, user } = selection
  const fields = fieldsOf(body)
  const at = text(fields.at)
  if (since !== undefined && at < since) return false
  if (until !== undefined && at >= until) return false
  if (user !== undefined && fields.by !== user) return false
  if (requests === undefined) return true
  return requests.has(text(fields.request)) || (key !== undefined && refusedFor(fields, key))
}

function refusedFor({ inputs }: Fields, key: KeyReference): boolean {
  if (!Array.isArray(inputs) || key.by === 'alias') return false
  return inputs.some(({ arn }: { arn?: unknown }) => text(arn).endsWith(`:key/${key.id}`))
}

function cells({ seq, hash, body }: AuditRow, names: Names): readonly (string | number)[] {
  const fields = fieldsOf(body)
  const fault = part(fields.fault)
  const by = text(fields.by)
  return [
    seq,
    ...[
      ...[text(fields.at), text(fields.kind), text(fields.request), by, names.get(by) ?? ''],
      ...[
        text(fields.operation),
        text(fields.arn),
        text(fields.rule),
        flag(fields.before),
        flag(fields.after),
      ],
      ...[text(fields.status ?? fault.status), text(fields.ciphertrustRequest ?? fault.ciphertrustRequest)],
      text(fields.why ?? fault.kind) || refusals(fields),
    ].map((cell) => untrusted(cell, CELL)),
    ...[hash, textOf(body)],
  ]
}

function flag(value: unknown): string {
  const { on, periodDays } = part(value)
  if (typeof on !== 'boolean') return ''
  return on ? ['on', text(periodDays)].filter(Boolean).join(', every ') : 'off'
}

function refusals({ inputs }: Fields): string {
  return Array.isArray(inputs) ? inputs.map((one: unknown) => text(part(one).refusal)).join(', ') : ''
}

function fieldsOf(body: Body): Fields {
  const read = readEntry(body)
  return read.as === 'nothing' ? {} : read.fields
}

function part(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
