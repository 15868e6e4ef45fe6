import type { PersonId } from '../../../src/core/ids.ts'
import type { Policy } from '../../../src/core/policy.ts'
import type { Activity } from './activity.ts'
import { type Book, must } from './book.ts'
import { type Slack, sameLook, type World } from './world.ts'

export type Role = 'requesters' | 'approvers' | 'admins'
export type Standing = 'in' | 'out' | 'unknown'

/** Whether somebody stands in a list of the policy, by what Slack says. */
export function standing(slack: Slack, policy: Policy, person: PersonId, role: Role): Standing {
  if (slack.silent) return 'unknown'
  if (slack.deactivated.includes(person)) return 'out'
  const list: readonly string[] = policy[role]
  if (list.includes(person)) return 'in'
  const groups = list.filter((member) => member.startsWith('S'))
  if (groups.some((group) => slack.members[group]?.includes(person))) return 'in'
  return groups.some((group) => slack.members[group] === undefined) ? 'unknown' : 'out'
}

/** Whether it was so at some moment since this was begun: what changes meanwhile may be seen or not. */
export function was(
  activity: Activity,
  world: World,
  person: PersonId,
  [role, what]: [Role, Standing],
): boolean {
  return world.pasts
    .slice(activity.since)
    .some((slack) => standing(slack, activity.life.policy, person, role) === what)
}

/** Before a POST: its key as it was shown, whoever asked still allowed, and an approval that counts now. */
export function keyAndApprovalAreGood({ body, look }: Book, activity: Activity, world: World): void {
  const read = activity.heard.findLast(({ port }) => port === 'read')?.look
  must(sameLook(read, look), 'a call for a key that is not as it was shown')
  must(
    was(activity, world, body.requester, ['requesters', 'in']),
    'a call for somebody who may not ask any more',
  )
  const good = body.approvals.filter(
    ({ by }) => by !== body.requester && was(activity, world, by, ['approvers', 'in']),
  )
  must(good.length >= activity.life.policy.approvals, 'a call without an approval that counts')
}
