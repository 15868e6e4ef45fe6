import type { Entry } from './entry.ts'
import { isOsUser, type OsUser, type PersonId, type RequestId } from './ids.ts'
import type { Request } from './request.ts'

/** Whose history: of a key by its ARN, of a request, of what a person did. */
export type HistoryOf =
  | { readonly kind: 'key'; readonly arn: string }
  | { readonly kind: 'request'; readonly request: RequestId }
  | { readonly kind: 'person'; readonly person: PersonId }

/** An entry with the request that it belongs to. */
export interface HistoryRow {
  readonly seq: number
  readonly entry: Entry
  readonly request: Request | null
}

/** A page of the audit log, newest first. */
export interface History {
  readonly kind: 'history'
  readonly of: HistoryOf | null
  /** Epoch milliseconds, both included. */
  readonly since?: number
  readonly until?: number
  readonly rows: readonly HistoryRow[]
  /** Whether there are older ones. */
  readonly more: boolean
}

/** Which entries are wanted, newest first, at most `most`. Times are epoch milliseconds, both included. */
export interface HistoryQuery {
  readonly subject: string
  readonly since: number
  readonly until: number
  /** Only those before this entry. */
  readonly before: number | null
  readonly most: number
}

/** What the store files entries under. Every entry is filed under `all`. */
export function subjectOf(of: HistoryOf | null): string {
  switch (of?.kind) {
    case undefined:
      return 'all'
    case 'key':
      return `key:${of.arn}`
    case 'request':
      return `request:${of.request}`
    case 'person':
      return `person:${of.person}`
  }
}

/** Who did what an entry tells of, where it was somebody. */
export function doerOf(entry: Entry): PersonId | OsUser | null {
  return 'by' in entry && entry.by !== undefined && entry.by !== 'policy' ? entry.by : null
}

/**
 * Everything that an entry tells about. `arn` is the key of its request: only the first entry of a request names it. Of
 * people it tells about those who did something, not about those to whom it was done.
 */
export function subjectsOf(entry: Entry, arn: string | null): readonly string[] {
  const inputs = entry.kind === 'refused' ? entry.inputs : []
  const requests = [entry, ...inputs].flatMap((one) => ('request' in one && one.request ? [one.request] : []))
  const keys = [arn, ...inputs.map((input) => input.arn ?? null)]
  const person = doerOf(entry)
  const subjects: readonly (HistoryOf | null)[] = [
    null,
    ...requests.map((request) => ({ kind: 'request', request }) as const),
    ...keys.flatMap((key) => (key === null ? [] : [{ kind: 'key', arn: key } as const])),
    ...(person && !isOsUser(person) ? [{ kind: 'person', person } as const] : []),
  ]
  return [...new Set(subjects.map(subjectOf))]
}
