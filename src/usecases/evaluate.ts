import type { Refusal } from '../core/refusal.ts'
import type { RequestIn } from '../core/request.ts'
import { ruleFor } from '../core/rules.ts'
import type { Deps } from '../ports.ts'
import { authorize } from './authorize.ts'

/** May be carried out; may not; or Slack does not say, so it waits. */
export type Evaluated = 'may' | 'unknown' | { readonly refusal: Refusal }

/**
 * Whether an approved request may be carried out now, under the rule in force: it must not deny it, its requester must
 * still be allowed, and enough different people must have approved who may still approve, none of them the requester.
 */
export async function evaluate(deps: Deps, request: RequestIn<'executing'>): Promise<Evaluated> {
  const rule = ruleFor(deps.policy, request, request.key)
  if (rule.deny !== undefined) return { refusal: 'policy_denies' }
  const requester = await authorize(deps, request.requester, ['requesters'], rule)
  if (!requester.ok)
    return requester.refusal === 'identity_unknown' ? 'unknown' : { refusal: requester.refusal }
  const said = [...new Set(request.approvals.map(({ by }) => by))]
  const approvers = await Promise.all(said.map((by) => authorize(deps, by, ['approvers'], rule)))
  // People as Slack names them now: one of two ids counts once.
  const others = approvers.filter(({ person }) => person !== requester.person)
  const good = new Set(others.filter(({ ok }) => ok).map(({ person }) => person))
  if (good.size >= rule.approvals) return 'may'
  const unsure = others.filter((other) => !other.ok && other.refusal === 'identity_unknown')
  const atMost = new Set([...good, ...unsure.map(({ person }) => person)])
  return atMost.size >= rule.approvals ? 'unknown' : { refusal: 'approval_void' }
}
