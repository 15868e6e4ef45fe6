import type { PersonId } from '../../../src/core/ids.ts'
import { isGroup, type Policy } from '../../../src/core/policy.ts'
import type { Activity } from './activity.ts'
import { type Book, must } from './book.ts'
import { SEALED } from './cast.ts'
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

/** Whether the policy denies this key to everybody. */
export function isSealed(policy: Policy, key: number): boolean {
  return policy.rules.length > 0 && key === SEALED
}

/** How many people could approve what this one asks for; null when Slack may not have told of all. */
export function countApprovers(slack: Slack, { approvers }: Policy, asker: PersonId): number | null {
  const named = approvers.map((member) => (isGroup(member) ? slack.members[member] : [member]))
  const people = new Set(named.flatMap((some) => some ?? []))
  people.delete(asker)
  return named.includes(undefined) ? null : people.size
}

/** Before a POST: its key as it was shown, whoever asked still allowed, and an approval that counts now. */
export function keyAndApprovalAreGood({ body, look, key }: Book, activity: Activity, world: World): void {
  const read = activity.heard.findLast(({ port }) => port === 'read')?.look
  must(sameLook(read, look), 'a call for a key that is not as it was shown')
  must(
    was(activity, world, body.requester, ['requesters', 'in']),
    'a call for somebody who may not ask any more',
  )
  const good = body.approvals.filter(
    ({ by }) => by !== body.requester && was(activity, world, by, ['approvers', 'in']),
  )
  const { policy } = activity.life
  must(
    new Set(good.map(({ by }) => by)).size >= policy.approvals,
    'a call without enough approvals that count',
  )
  must(!isSealed(policy, key), 'a call for a key that the policy denies')
}
