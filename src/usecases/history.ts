import {
  type History,
  type HistoryOf,
  type HistoryQuery,
  type HistoryRow,
  subjectOf,
} from '../core/history.ts'
import type { PersonId, RequestId } from '../core/ids.ts'
import { type KeyReference, printKeyReference } from '../core/key-reference.ts'
import type { Refused } from '../core/reply.ts'
import { sinceOf, untilOf, type When } from '../core/when.ts'
import type { CipherTrust, Clock } from '../ports.ts'
import { resolveKey, unreadable } from './resolve-key.ts'

export interface HistoryReads {
  history(query: HistoryQuery): Promise<readonly HistoryRow[]>
}

interface Looking {
  readonly since?: When
  readonly until?: When
  readonly before?: number
}

/** A table of so many still fits into one message of Slack, whatever its texts are. */
const PAGE = 20
const ALL_TIME = Number.MAX_SAFE_INTEGER

/** A page of the audit log. A read: it makes no entry. */
export async function history(
  deps: Pick<Clock, 'now'> & { readonly ciphertrust: CipherTrust; readonly reads: HistoryReads },
  named: Named | null,
  { since, until, before }: Looking,
): Promise<History | Refused> {
  const of = named && (await resolve(deps.ciphertrust, named))
  if (of?.kind === 'refused') return of
  const now = deps.now()
  const range = {
    ...(since === undefined ? {} : { since: sinceOf(since, now) }),
    ...(until === undefined ? {} : { until: untilOf(until, now) }),
  }
  const rows = await deps.reads.history({
    ...{ subject: subjectOf(of), since: 0, until: ALL_TIME, ...range },
    ...{ before: before ?? null, most: PAGE + 1 },
  })
  return { kind: 'history', of, ...range, rows: rows.slice(0, PAGE), more: rows.length > PAGE }
}

type Named =
  | { readonly kind: 'key'; readonly reference: KeyReference }
  | { readonly kind: 'request'; readonly request: RequestId }
  | { readonly kind: 'person'; readonly person: PersonId }

/** An ARN is taken as it is: the log may know a key that CipherTrust knows no more, or cannot be asked about. */
async function resolve(ciphertrust: CipherTrust, named: Named): Promise<HistoryOf | Refused> {
  if (named.kind !== 'key') return named
  const { reference } = named
  if (reference.by === 'awsKeyId' && reference.region && reference.account)
    return { kind: 'key', arn: printKeyReference(reference) }
  const resolved = await resolveKey(ciphertrust, reference)
  return resolved.ok ? { kind: 'key', arn: resolved.key.arn } : unreadable(resolved)
}
