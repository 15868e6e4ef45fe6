import type { GroupId, PersonId } from './ids.ts'
import { isGroup, type Member, type Policy } from './policy.ts'
import { rulesOf } from './rules.ts'

/** The lists of the policy that let somebody do something: ask, decide, withdraw for others. */
export const ROLES = ['requesters', 'approvers', 'admins'] as const
export type Role = (typeof ROLES)[number]
/** The lists of one rule, or of all together. */
export type Lists = Readonly<Record<Role, readonly Member[]>>

/** The entry of a list that a person stands under; null when under none; `unknown` when Slack does not say. */
export type Standing = Member | 'unknown' | null
export type Standings = Readonly<Record<Role, Standing>>

/** Who is in the groups that the policy names, as read just now. A group that is not in it could not be read. */
export type Memberships = ReadonlyMap<GroupId, readonly PersonId[]>

/** Everybody whom any rule names in a role: who stands in none of these is a stranger to the policy. */
export function everybody(policy: Policy): Lists {
  const named = (role: Role) => [...new Set(rulesOf(policy).flatMap((rule) => rule[role]))]
  return { requesters: named('requesters'), approvers: named('approvers'), admins: named('admins') }
}

/** The groups whose members must be read to know a person's standing in these lists; none where they are listed by id. */
export function groupsToRead(lists: Lists, person: PersonId, roles: readonly Role[]): readonly GroupId[] {
  const unsure = roles.filter((role) => !lists[role].some((member) => member === person))
  return [...new Set(unsure.flatMap((role) => lists[role].filter(isGroup)))]
}

/**
 * What each of these lists says of a person: their own id, else the first group they are in. The one place that
 * decides it; every surface calls it.
 */
export function standingsOf(lists: Lists, person: PersonId, memberships: Memberships): Standings {
  const standing = (role: Role) => standingIn(lists[role], person, memberships)
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

/** The people a list stands for, each once, as far as its groups could be read. */
export interface People {
  readonly people: readonly PersonId[]
  /** Groups that Slack did not tell about: there may be more people. */
  readonly unread: readonly GroupId[]
}

export function peopleOf(list: readonly Member[], memberships: Memberships): People {
  const people = list.flatMap((member) => (isGroup(member) ? (memberships.get(member) ?? []) : [member]))
  const unread = list.filter(isGroup).filter((group) => !memberships.has(group))
  return { people: [...new Set(people)], unread: [...new Set(unread)] }
}
