import type { GroupId } from '../core/ids.ts'
import { isGroup, type Member } from '../core/policy.ts'
import type { Memberships } from '../core/standing.ts'
import type { People } from '../ports.ts'

/** Who is in these groups. One that Slack does not tell about is left out: it lets nobody in, and keeps nobody out of another. */
export async function readGroups(people: People, named: readonly Member[]): Promise<Memberships> {
  const groups = [...new Set(named.filter(isGroup))]
  const read = await Promise.allSettled(groups.map((id) => readGroup(people, id)))
  return new Map(read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])))
}

async function readGroup(people: People, id: GroupId) {
  return [id, await people.members(id)] as const
}
