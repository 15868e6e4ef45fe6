import { ruleFor } from '../core/policy.ts'
import type { Refusal } from '../core/refusal.ts'
import type { RequestIn } from '../core/request.ts'
import type { Deps } from '../ports.ts'
import { authorize } from './authorize.ts'

/** May be carried out; may not; or Slack does not say, so it waits. */
export type Evaluated = 'may' | 'unknown' | { readonly refusal: Refusal }

/**
 * Whether an approved request may be carried out now, under the policy in force: its requester must still be allowed,
 * and approvals of people who may no longer approve do not count.
 */
export async function evaluate(deps: Deps, request: RequestIn<'executing'>): Promise<Evaluated> {
  const requester = await authorize(deps, request.requester, ['requesters'])
  if (!requester.ok)
    return requester.refusal === 'identity_unknown' ? 'unknown' : { refusal: requester.refusal }
  const needed = ruleFor(deps.policy, request.operation, request.key).approvals
  const approvers = await Promise.all(request.approvals.map(({ by }) => authorize(deps, by, ['approvers'])))
  const good = approvers.filter(({ ok }) => ok).length
  if (good >= needed) return 'may'
  const unsure = approvers.filter((approver) => !approver.ok && approver.refusal === 'identity_unknown')
  return good + unsure.length >= needed ? 'unknown' : { refusal: 'approval_void' }
}
