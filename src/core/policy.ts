import { z } from 'zod'
import { ChannelId, GroupId, PersonId } from './ids.ts'
import type { Key } from './key.ts'
import type { Operation } from './operations.ts'

const Member = z.union([PersonId, GroupId], {
  error: 'is neither a person (U… or W…) nor a user group (S…): use the id, names can be changed',
})
export type Member = z.infer<typeof Member>

/** `policy.yml`, reviewed like code. Every field must be said: nothing here has a default that weakens safety. */
export const Policy = z.strictObject(
  {
    channel: ChannelId,
    requesters: z.array(Member).min(1, 'names nobody, so nobody could ask'),
    approvals: z.literal(0, { error: 'must be 0: this version runs requests without a second person only' }),
  },
  { error: 'must be a mapping with channel, requesters and approvals' },
)
export type Policy = z.infer<typeof Policy>

/** What the policy says about one operation on one key. */
export interface Rule {
  readonly name: string
  readonly approvals: number
}

/** The rule in force. With no `rules:` in the policy it is the fields at its top, whatever the key. */
export function ruleFor(policy: Policy, _operation: Operation, _key: Key): Rule {
  return { name: 'policy', approvals: policy.approvals }
}

/** Who is in the groups that the policy names, as read just now. A group that is not in it could not be read. */
export type Memberships = ReadonlyMap<GroupId, readonly PersonId[]>

/** The groups whose members must be read to decide about a person; none when the person is listed by id. */
export function groupsToRead(policy: Policy, person: PersonId): readonly GroupId[] {
  return policy.requesters.some((member) => member === person) ? [] : policy.requesters.filter(isGroup)
}

/**
 * The entry of `requesters` that lets this person ask: their own id, else the first group they are in, else null.
 * The one place that decides it; every surface calls it.
 */
export function requesterBy(policy: Policy, person: PersonId, memberships: Memberships): Member | null {
  const direct = policy.requesters.find((member) => member === person)
  if (direct) return direct
  return policy.requesters.filter(isGroup).find((group) => memberships.get(group)?.includes(person)) ?? null
}

export function isGroup(member: Member): member is GroupId {
  return member.startsWith('S')
}
