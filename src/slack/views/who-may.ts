import { addingNothing } from '../../core/deciding.ts'
import { isGroup, type Member, type Policy } from '../../core/policy.ts'
import type { Request } from '../../core/request.ts'
import { type Inline, listed, mention } from './blocks.ts'
import { inForce } from './rule.ts'

/** Those whose approval would count under the policy in force. */
export function mayDecide(request: Request, policy: Policy): readonly Member[] {
  const rule = inForce(request, policy)
  const done = addingNothing(request, rule)
  return rule.approvers.filter((member) => !done.has(member))
}

/** Those who may say what became of a call whose answer was lost. */
export function maySettle(request: Request, policy: Policy): readonly Member[] {
  const { approvers, admins } = inForce(request, policy)
  return [...new Set([...approvers, ...admins])].filter((member) => member !== request.requester)
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
