import { isGroup, type Member, type Policy } from '../../core/policy.ts'
import type { Request } from '../../core/request.ts'
import type { Rule } from '../../core/rules.ts'
import { type Inline, listed, mention } from './blocks.ts'
import { inForce } from './rule.ts'

/**
 * Those whose approval would count under the policy in force: never the requester, nor who has approved already, unless
 * the rule asks for so few by now that any approver can say yes once more.
 */
export function mayDecide(request: Request, policy: Policy): readonly Member[] {
  const rule = inForce(request, policy)
  const done = new Set<Member>(request.approvals.map(({ by }) => by))
  const enough = done.size >= rule.approvals
  return othersIn(request, rule.approvers).filter((member) => enough || !done.has(member))
}

/** Those who may say what became of a call whose answer was lost. */
export function maySettle(request: Request, policy: Policy): readonly Member[] {
  const { approvers, admins } = inForce(request, policy)
  return [...new Set(othersIn(request, [...approvers, ...admins]))]
}

function othersIn({ requester }: Request, list: Rule['approvers']): readonly Member[] {
  return list.filter((member) => member !== requester)
}

/** Whether so many different people can be among them: nobody knows here how many a group has. */
export function areEnough(members: readonly Member[], count: number): boolean {
  return members.some(isGroup) || members.length >= count
}

const SHOWN = 5
/** Being named on the card is how approvers hear of a request, so few lists are cut there. */
export const CALLED = 20

/** Any so many of them; a lone person is simply named. */
export function someOf(members: readonly Member[], count = 1, most = SHOWN): readonly Inline[] {
  const [only, ...more] = members
  const alone = only !== undefined && more.length === 0 && !isGroup(only)
  return [alone ? '' : `${count === 1 ? 'one' : count} of `, ...listed(members.map(mention), most)]
}
