import type { Actor } from '../core/deciding.ts'
import type { PersonId } from '../core/ids.ts'
import type { Request } from '../core/request.ts'
import { type Rule, ruleFor } from '../core/rules.ts'
import { groupsToRead, ROLES, standingsOf } from '../core/standing.ts'
import type { Deps } from '../ports.ts'
import { authorize } from './authorize.ts'
import { readGroups } from './read-groups.ts'

/** Somebody, identified just now, before a request: the rule in force for it, and what that says of them and of earlier approvals. */
export async function actorOn(
  deps: Pick<Deps, 'people' | 'policy'>,
  person: PersonId,
  request: Request,
): Promise<Actor> {
  const rule = ruleFor(deps.policy, request, request.key)
  const memberships = await readGroups(deps.people, groupsToRead(rule, person, ROLES))
  const standings = standingsOf(rule, person, memberships)
  return { person, rule, standings, counting: await stillCounting(deps, request, rule) }
}

/** Whom Slack cannot tell about counts on for now: before the call everybody is asked about once more. */
async function stillCounting(
  deps: Pick<Deps, 'people'>,
  { state, approvals }: Request,
  rule: Rule,
): Promise<readonly PersonId[]> {
  if (state !== 'requested') return []
  const asked = await Promise.all(approvals.map(({ by }) => authorize(deps, by, ['approvers'], rule)))
  return approvals
    .map(({ by }) => by)
    .filter((_, index) => {
      const authorized = asked[index]
      return authorized?.ok || authorized?.refusal === 'identity_unknown'
    })
}
