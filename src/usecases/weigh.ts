import type { PersonId } from '../core/ids.ts'
import type { Key } from '../core/key.ts'
import { isOpen, type Request } from '../core/request.ts'
import { type Rule, ruleFor } from '../core/rules.ts'
import { heldUntil } from '../core/settling.ts'
import type { People } from '../core/standing.ts'
import { type No, type Wish, whyNotAsk } from '../core/wish.ts'
import type { Deps } from '../ports.ts'
import { nameThose } from './name-those.ts'

export interface WeighReads {
  /** The newest request on this ARN, open or ended. An open one is always the newest. */
  lastRequestOn(arn: string): Promise<Request | null>
}

export type WeighDeps = Pick<Deps, 'policy' | 'people' | 'ciphertrust' | 'now'> & {
  readonly reads: WeighReads
}

/** What would come of a wish just now. */
export interface Weighed {
  readonly rule: Rule
  /** Those who could approve it now: never who asks. */
  readonly approvers: People
  /** Every reason why it cannot become a request, the one to be told first; none when it can. */
  readonly nos: readonly No[]
}

/** Weighs a wish of somebody identified just now against the policy, the key and open requests. */
export async function weigh(deps: WeighDeps, person: PersonId, key: Key, wish: Wish): Promise<Weighed> {
  const rule = ruleFor(deps.policy, wish, key)
  const [named, reportsPeriods, last] = await Promise.all([
    nameThose(deps, person, rule),
    wish.periodDays === undefined ? null : deps.ciphertrust.reportsPeriods(key),
    deps.reads.lastRequestOn(key.arn),
  ])
  const open = last && isOpen(last) ? last : null
  const nos = whyNotAsk(wish, key, rule, { ...named, reportsPeriods, open })
  return { rule, approvers: named.approvers, nos: [...nos, ...stillSettling(last, deps.now())] }
}

/** A call that was settled a moment ago may still arrive at AWS. */
function stillSettling(last: Request | null, at: Date): readonly No[] {
  return last && at.getTime() < heldUntil(last) ? [{ refusal: 'settling', facts: { request: last } }] : []
}
