import type { PersonId } from '../../core/ids.ts'
import type { Policy } from '../../core/policy.ts'
import type { Request, RequestIn } from '../../core/request.ts'
import { type Inline, listed, person } from './blocks.ts'
import { inForce } from './rule.ts'

/** How many approvals a request that waits has, and how many it takes. */
export interface Quorum {
  readonly given: number
  readonly needed: number
}

/** By the rule in force where the policy is at hand, else by the one it was asked under. */
export function quorumOf(request: Request, policy?: Policy): Quorum {
  const given = request.approvals.length
  if (policy) return { given, needed: atLeastOne(inForce(request, policy).approvals) }
  // It waits on with those it has, so the rule asks for more by now.
  const more = given > 0 ? given + 1 : 0
  return { given, needed: atLeastOne(Math.max(request.rule.approvals, more)) }
}

/** What waits takes one yes, however little the rule asks for by now. */
function atLeastOne(approvals: number): number {
  return Math.max(1, approvals)
}

export function counted({ given, needed }: Quorum): string {
  return `${Math.min(given, needed)} of ${needed}`
}

const SHOWN = 5

/** What has been said so far, and what is still waited for. */
export function progress(request: RequestIn<'requested'>, quorum: Quorum): readonly Inline[] {
  const names = request.approvals.map(({ by }) => person(by))
  return [
    ...(names.length > 0 ? [`${counted(quorum)} approved: `, ...listed(names, SHOWN), '. '] : []),
    `Nothing is changed before ${awaited(quorum)}.`,
  ]
}

function awaited({ given, needed }: Quorum): string {
  if (given >= needed) return 'an approver approves once more'
  const left = needed - given
  const first = given === 0
  if (left === 1) return first ? 'an approver approves' : 'one more approver approves'
  return `${left} ${first ? '' : 'more '}approvers approve`
}

/** Of earlier approvals that do not count any more. */
export function voided(people: readonly PersonId[]): readonly Inline[] {
  const one = people.length === 1
  return [
    `The ${one ? 'approval' : 'approvals'} of `,
    ...listed(people.map(person), SHOWN),
    ` no longer ${one ? 'counts' : 'count'}: they may not approve any more.`,
  ]
}
