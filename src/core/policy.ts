import { z } from 'zod'
import { ChannelId, GroupId, PersonId } from './ids.ts'
import type { Key } from './key.ts'
import type { Operation } from './operations.ts'

const Member = z.union([PersonId, GroupId], {
  error: 'is neither a person (U… or W…) nor a user group (S…): use the id, names can be changed',
})
export type Member = z.infer<typeof Member>

const HOUR = 3_600_000

const Fields = z.strictObject(
  {
    channel: ChannelId,
    requesters: z.array(Member).min(1, 'names nobody, so nobody could ask'),
    approvers: z
      .array(Member)
      .min(1, 'names nobody: say who may approve, or leave it out where approvals is 0')
      .default([]),
    admins: z
      .array(Member)
      .min(1, 'names nobody: leave it out, or say who may withdraw for others')
      .default([]),
    approvals: z.literal([0, 1], {
      error: 'must be 0 (the call is made at once) or 1 (a second person approves first)',
    }),
    /** Milliseconds for which a request waits for a decision. */
    expires: z
      .int()
      .positive()
      .default(8 * HOUR),
  },
  { error: 'must be a mapping with channel, requesters and approvals' },
)

/** What an approval depends on. */
const Approval = z.object({
  requesters: z.array(Member).catch([]),
  approvers: z.array(Member),
  approvals: Fields.shape.approvals,
})
type Approval = z.infer<typeof Approval>

/** `policy.yml`, reviewed like code. Whatever lets somebody act must be said: nothing has a default that weakens safety. */
export const Policy = Fields.refine(hasApprovers, {
  path: ['approvers'],
  error: 'must list who may approve: it is not there',
  when: isJudged,
}).refine(hasAnother, {
  path: ['approvers'],
  error: 'names one person, who may ask too: nobody could approve what they ask for',
  when: isJudged,
})

/** An approval that nobody could give is found when the policy is read, not when somebody waits for it. */
function hasApprovers({ approvals, approvers }: Approval): boolean {
  return approvals === 0 || approvers.length > 0
}

/** Nobody approves what they asked for, so a lone approver who may ask too is not enough. */
function hasAnother({ approvals, approvers, requesters }: Approval): boolean {
  const [only, ...more] = new Set(approvers)
  if (approvals === 0 || only === undefined || isGroup(only)) return true
  return more.length > 0 || !requesters.includes(only)
}

/** Also where something else in the file is wrong: every problem is said at once. */
function isJudged({ value, issues }: z.core.ParsePayload): boolean {
  return Approval.safeParse(value).success && !issues.some(({ path }) => path?.[0] === 'approvers')
}

export type Policy = z.infer<typeof Policy>

/** What the policy says about one operation on one key. */
export interface Rule {
  readonly name: string
  readonly approvals: number
  readonly approvers: readonly Member[]
  readonly expiresMs: number
}

/** The rule in force. With no `rules:` in the policy it is the fields at its top, whatever the key. */
export function ruleFor(policy: Policy, _operation: Operation, _key: Key): Rule {
  const { approvals, approvers, expires } = policy
  return { name: 'policy', approvals, approvers, expiresMs: expires }
}

/** The lists of the policy that let somebody do something: ask, decide, withdraw for others. */
export const ROLES = ['requesters', 'approvers', 'admins'] as const
export type Role = (typeof ROLES)[number]

/** The entry of a list that a person stands under; null when under none; `unknown` when Slack does not say. */
export type Standing = Member | 'unknown' | null
export type Standings = Readonly<Record<Role, Standing>>

/** Who is in the groups that the policy names, as read just now. A group that is not in it could not be read. */
export type Memberships = ReadonlyMap<GroupId, readonly PersonId[]>

/** The groups whose members must be read to know a person's standing in these lists; none where they are listed by id. */
export function groupsToRead(policy: Policy, person: PersonId, roles: readonly Role[]): readonly GroupId[] {
  const unsure = roles.filter((role) => !policy[role].some((member) => member === person))
  return [...new Set(unsure.flatMap((role) => policy[role].filter(isGroup)))]
}

/**
 * What each list of the policy says of a person: their own id, else the first group they are in. The one place that
 * decides it; every surface calls it.
 */
export function standingsOf(policy: Policy, person: PersonId, memberships: Memberships): Standings {
  const standing = (role: Role) => standingIn(policy[role], person, memberships)
  return {
    requesters: standing('requesters'),
    approvers: standing('approvers'),
    admins: standing('admins'),
  }
}

function standingIn(list: readonly Member[], person: PersonId, memberships: Memberships): Standing {
  const groups = list.filter(isGroup)
  const found =
    list.find((member) => member === person) ??
    groups.find((group) => memberships.get(group)?.includes(person))
  if (found) return found
  return groups.every((group) => memberships.has(group)) ? null : 'unknown'
}

export function isGroup(member: Member): member is GroupId {
  return member.startsWith('S')
}
