import { addingNothing } from '../core/deciding.ts'
import { isGroup, type Member } from '../core/policy.ts'
import { remind as reminded } from '../core/reminding.ts'
import type { RequestIn } from '../core/request.ts'
import { ruleFor } from '../core/rules.ts'
import { peopleOf } from '../core/standing.ts'
import type { Deps } from '../ports.ts'
import { readGroups } from './read-groups.ts'

/** Reminds those whose approval would still count by the rule in force. */
export async function remind(deps: Deps, request: RequestIn<'requested'>): Promise<void> {
  const rule = ruleFor(deps.policy, request, request.key)
  const of =
    rule.deny === undefined ? await stillToDecide(deps, rule.approvers, addingNothing(request, rule)) : []
  await deps.ledger.commit(reminded(request, of, deps.now()))
}

/** As many as are called one by one; more of them are called by their groups. */
const MOST_CALLED = 5

async function stillToDecide(
  { people }: Deps,
  approvers: readonly Member[],
  done: ReadonlySet<Member>,
): Promise<readonly Member[]> {
  const all = peopleOf(approvers, await readGroups(people, approvers))
  const left = all.people.filter((person) => !done.has(person))
  if (all.unread.length === 0 && left.length <= MOST_CALLED) return left
  return approvers.filter((member) => isGroup(member) || !done.has(member))
}
