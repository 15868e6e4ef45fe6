import type { PersonId } from '../core/ids.ts'
import type { Reply, WhichRequests } from '../core/reply.ts'
import type { Request } from '../core/request.ts'

export interface ListReads {
  /** Newest first, at most `most`. */
  requests(which: WhichRequests, person: PersonId, most: number): Promise<readonly Request[]>
}

/** As many as one can take in; the rest is a matter for the history. */
const MOST = 15

/** The requests there are, for somebody. A read: it makes no entry. */
export async function listRequests(
  { reads }: { readonly reads: ListReads },
  person: PersonId,
  which: WhichRequests,
): Promise<Reply> {
  const found = await reads.requests(which, person, MOST + 1)
  return { kind: 'requests', which, requests: found.slice(0, MOST), more: found.length > MOST }
}
