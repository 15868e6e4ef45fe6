import type { PersonId, RequestId } from '../core/ids.ts'
import { isGroup } from '../core/policy.ts'
import type { RequestPage, WhichRequests } from '../core/reply.ts'
import type { Request } from '../core/request.ts'
import { ruleFor } from '../core/rules.ts'
import { everybody, type Memberships, standingsOf } from '../core/standing.ts'
import { waitsFor } from '../core/waits-for.ts'
import type { Deps } from '../ports.ts'
import { readGroups } from './read-groups.ts'

/** Which requests are wanted, newest first, at most `most`. */
export interface RequestQuery {
  readonly which: WhichRequests
  readonly person: PersonId
  /** Only those that were asked for before this one. */
  readonly before: RequestId | null
  readonly most: number
}

export interface ListReads {
  /** Of those that wait, all of others: for whom they wait is said by the policy. */
  requests(query: RequestQuery): Promise<readonly Request[]>
}

type ListDeps = Pick<Deps, 'now' | 'people' | 'policy'> & { readonly reads: ListReads }
type Listing = Pick<RequestQuery, 'which'> & Partial<Pick<RequestQuery, 'before'>>

/** As many as one can take in at a time. */
const PAGE = 15

/** The requests there are, for somebody, page by page. A read: it makes no entry. */
export async function listRequests(
  deps: ListDeps,
  person: PersonId,
  { which, before = null }: Listing,
): Promise<RequestPage> {
  if (which === 'waiting') return waitingFor(deps, person, before)
  const found = await deps.reads.requests({ which, person, before, most: PAGE + 1 })
  return pageOf(which, found)
}

function pageOf(which: WhichRequests, found: readonly Request[]): RequestPage {
  return { kind: 'requests', which, requests: found.slice(0, PAGE), more: found.length > PAGE }
}

const AT_ONCE = 100

/** Groups are read once for all of them; whether an earlier approval of somebody else still counts is seen when it matters. */
async function waitingFor(deps: ListDeps, person: PersonId, before: RequestId | null): Promise<RequestPage> {
  const { approvers, admins } = everybody(deps.policy)
  const groups = new Set([...approvers, ...admins].filter(isGroup))
  const memberships = await readGroups(deps.people, [...groups])
  const found: Request[] = []
  for (let from = before, all = false; !all && found.length <= PAGE; ) {
    const some = await deps.reads.requests({ which: 'waiting', person, before: from, most: AT_ONCE })
    found.push(...some.filter((request) => isTheirs(deps, request, person, memberships)))
    from = some.at(-1)?.id ?? null
    all = some.length < AT_ONCE
  }
  return { ...pageOf('waiting', found), ...(memberships.size < groups.size ? { untold: true } : {}) }
}

function isTheirs(
  { policy, now }: ListDeps,
  request: Request,
  person: PersonId,
  memberships: Memberships,
): boolean {
  const rule = ruleFor(policy, request, request.key)
  const standings = standingsOf(rule, person, memberships)
  return waitsFor(
    request,
    { person, rule, standings, counting: request.approvals.map(({ by }) => by) },
    now(),
  )
}
