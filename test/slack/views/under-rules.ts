import type { Asking } from '../../../src/core/asking.ts'
import { decide } from '../../../src/core/deciding.ts'
import { PersonId } from '../../../src/core/ids.ts'
import type { Policy } from '../../../src/core/policy.ts'
import type { RequestIn } from '../../../src/core/request.ts'
import { type Rule, ruleFor } from '../../../src/core/rules.ts'
import {
  aKey,
  anActor,
  anInputId,
  as,
  later,
  ruled,
  SAM,
  SECURITY,
  twoPersons,
  waiting,
} from '../../builders.ts'

/** As many as a rule may ask for. */
export const CROWD: readonly PersonId[] = Array.from({ length: 20 }, (_, n) => PersonId.parse(`U0CROWD${n}`))

/** The tags that the rules of a policy read. */
export const TAGS = ['env']

export const TICKET = 'https://tickets.example.com/CHG-4711'

/** Two people, and a ticket, for every key. */
export const production: Policy = {
  ...twoPersons,
  rules: [
    {
      name: 'production',
      approvals: 2,
      approvers: [SECURITY, ...twoPersons.approvers],
      reason: { required: true, tickets: ['CHG', 'INC'], link: 'https://tickets.example.com/{ticket}' },
    },
  ],
}

export const WHY = 'Root keys change in the key ceremony only.'

/** Nobody, for any key. */
export const ceremony: Policy = { ...twoPersons, rules: [{ name: 'ceremony keys', deny: WHY }] }

export function ruleOf(policy: Policy): Rule {
  return ruleFor(policy, { operation: 'enable-auto-rotation' }, aKey())
}

/** A request that was asked under `production`. */
export function waitingForTwo(changes?: Partial<Asking>): RequestIn<'requested'> {
  return waiting({ rule: ruleOf(production), ...changes })
}

/** The same with an approval, which is not enough. */
export function approvedOnce(changes?: Partial<Asking>, by: PersonId = SAM): RequestIn<'requested'> {
  const rule = ruleOf(production)
  const decision = { verdict: 'approve', comment: 'fine', input: anInputId(2) } as const
  const actor = anActor(by, { approvers: by }, { rule })
  return as(ruled(decide(waitingForTwo(changes), decision, actor, later(20))).to, 'requested')
}
