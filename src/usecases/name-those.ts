import type { PersonId } from '../core/ids.ts'
import type { Rule } from '../core/rules.ts'
import { groupsToRead, peopleOf, standingsOf } from '../core/standing.ts'
import type { Named } from '../core/wish.ts'
import type { Deps } from '../ports.ts'
import { readGroups } from './read-groups.ts'

/** What a rule says of who asks, and who could approve it then. */
export async function nameThose(
  { people }: Pick<Deps, 'people'>,
  person: PersonId,
  rule: Rule,
): Promise<Pick<Named, 'requester' | 'approvers' | 'settlers'>> {
  const approvers = rule.approvals > 0 ? rule.approvers : []
  const memberships = await readGroups(people, [...groupsToRead(rule, person, ['requesters']), ...approvers])
  const all = peopleOf(approvers, memberships)
  return {
    requester: standingsOf(rule, person, memberships).requesters,
    settlers: [...rule.approvers, ...rule.admins].filter((member) => member !== person).length,
    approvers: { ...all, people: all.people.filter((one) => one !== person) },
  }
}
