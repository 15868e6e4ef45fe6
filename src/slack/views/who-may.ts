import { isGroup, type Member, type Policy, ruleFor } from '../../core/policy.ts'
import type { Request } from '../../core/request.ts'
import { type Inline, listed, mention } from './blocks.ts'

/** Those who may approve or deny under the policy in force: never the requester. */
export function mayDecide({ operation, key, requester }: Request, policy: Policy): readonly Member[] {
  return ruleFor(policy, operation, key).approvers.filter((member) => member !== requester)
}

/** Those who may say what became of a call whose answer was lost. */
export function maySettle(request: Request, policy: Policy): readonly Member[] {
  const admins = policy.admins.filter((member) => member !== request.requester)
  return [...new Set([...mayDecide(request, policy), ...admins])]
}

const SHOWN = 5

/** Any one of them; a lone person is simply named. */
export function oneOf(members: readonly Member[]): readonly Inline[] {
  const [only, ...more] = members
  const alone = only !== undefined && more.length === 0 && !isGroup(only)
  return [alone ? '' : 'one of ', ...listed(members.map(mention), SHOWN)]
}
