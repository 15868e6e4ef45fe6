import type { Flag, RequestEntry } from './entry.ts'
import type { Fault } from './fault.ts'
import type { RequestId } from './ids.ts'
import type { Key } from './key.ts'
import type { Request } from './request.ts'

/** One step of a request: the state it left, the state it reached, and what the audit log says of it. */
export interface Transition {
  readonly from: Request | null
  readonly to: Request
  readonly entry: RequestEntry
}

export const MINUTE = 60_000

/** What every entry of a request begins with. */
export function about(request: RequestId, at: Date) {
  return { v: 1, at: at.toISOString(), request } as const
}

export function flagOf({ rotation: { on, periodDays } }: Pick<Key, 'rotation'>): Flag {
  return { on, ...(periodDays ? { periodDays } : {}) }
}

/** The same request as its next version: what is compared and swapped. */
export function next<R extends Request>(request: R): R {
  return { ...request, version: request.version + 1 }
}

/** A request that ended keeps what was asked and who agreed, and drops what only its open state needed. */
export function ended(request: Request, at: Date) {
  const { id, operation, key, snapshotHash, requester, inputId, askedIn, channel } = request
  const { askedAt, expiresAt, rule, reason, approvals, notify, periodDays, voided, follows } = request
  return {
    ...{ id, operation, key, snapshotHash, requester, inputId, askedIn, channel, askedAt, expiresAt, rule },
    ...{ approvals, notify },
    ...(periodDays === undefined ? {} : { periodDays }),
    ...(voided === undefined ? {} : { voided }),
    ...(reason === undefined ? {} : { reason }),
    ...(follows === undefined ? {} : { follows }),
    version: request.version + 1,
    endedAt: at.getTime(),
  }
}

/** For spreading: the fault, where there is one. */
export function withFault(fault: Fault | undefined): { readonly fault?: Fault } {
  return fault ? { fault } : {}
}
