import { PEOPLE } from './cast.ts'
import type { World } from './world.ts'
import type { Fields, Written } from './written.ts'

export type Where = 'in' | 'out' | 'unknown'
export type Role = 'requesters' | 'approvers' | 'admins'

/** Whether a list names somebody, or a group that they are in. */
export function whereIn(world: World, list: readonly string[], person: string): Where {
  let unsure = false
  for (const member of list) {
    if (member === person) return 'in'
    if (world.silent.has(member)) unsure ||= isGroup(member)
    else if (world.groups.get(member)?.has(person)) return 'in'
  }
  return unsure ? 'unknown' : 'out'
}

/** The same of somebody who must be there at all. */
export function whereNow(world: World, list: readonly string[], person: string): Where {
  if (world.silent.has(person)) return 'unknown'
  return world.deactivated.has(person) ? 'out' : whereIn(world, list, person)
}

/** Why the bot has nothing to do with somebody; null when any rule names them in one of these roles. */
export function outsider(world: World, person: string, roles: readonly Role[]): string | null {
  if (world.silent.has(person)) return 'identity_unknown'
  if (world.deactivated.has(person)) return 'deactivated'
  let unsure = false
  for (const role of roles)
    for (const written of [world.policy, ...world.policy.rules]) {
      const where = whereIn(world, listOf(written, role), person)
      if (where === 'in') return null
      unsure ||= where === 'unknown'
    }
  return unsure ? 'identity_unknown' : 'not_allowed'
}

function listOf(written: Partial<Fields>, role: Role): readonly string[] {
  return written[role] ?? []
}

/** How many people a list stands for without this one; null where Slack may not tell of all. */
export function howMany(world: World, list: readonly string[], without: string): number | null {
  if (list.some((member) => isGroup(member) && world.silent.has(member))) return null
  return PEOPLE.filter((person) => person !== without && whereIn(world, list, person) === 'in').length
}

/** The channels that commands may be typed in at all; null for any. */
export function openChannels({ askIn, rules }: Written): readonly string[] | null {
  return askIn ? [...askIn, ...rules.flatMap((rule) => rule.askIn ?? [])] : null
}

export function isGroup(member: string): boolean {
  return member.startsWith('S')
}
