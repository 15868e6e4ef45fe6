import type { PersonId, RequestId } from '../core/ids.ts'
import type { RequestPage, WhichRequests } from '../core/reply.ts'
import type { Request } from '../core/request.ts'

/** Which requests are wanted, newest first, at most `most`. */
export interface RequestQuery {
  readonly which: WhichRequests
  readonly person: PersonId
  /** Only those that were asked for before this one. */
  readonly before: RequestId | null
  readonly most: number
}

export interface ListReads {
  requests(query: RequestQuery): Promise<readonly Request[]>
}

/** As many as one can take in at a time. */
const PAGE = 15

/** The requests there are, for somebody, page by page. A read: it makes no entry. */
export async function listRequests(
  { reads }: { readonly reads: ListReads },
  person: PersonId,
  { which, before = null }: Pick<RequestQuery, 'which'> & Partial<Pick<RequestQuery, 'before'>>,
): Promise<RequestPage> {
  const found = await reads.requests({ which, person, before, most: PAGE + 1 })
  return { kind: 'requests', which, requests: found.slice(0, PAGE), more: found.length > PAGE }
}
