import type { GroupId, PersonId } from '../core/ids.ts'
import { groupsToRead, type Member, type Memberships, requesterBy } from '../core/policy.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Deps } from '../ports.ts'

export type Standing =
  | { readonly ok: true; readonly person: PersonId; readonly by: Member }
  | { readonly ok: false; readonly person: PersonId; readonly refusal: Refusal }

/** Whether this Slack user may ask, asked of Slack and the policy now. Who cannot be told apart is refused. */
export async function authorize(deps: Pick<Deps, 'people' | 'policy'>, user: PersonId): Promise<Standing> {
  const identity = await deps.people.identify(user)
  if (!identity.ok) return identity
  const { person } = identity
  const groups = groupsToRead(deps.policy, person)
  const memberships = await readGroups(deps.people, groups)
  const by = requesterBy(deps.policy, person, memberships)
  if (by) return { ok: true, person, by }
  return { ok: false, person, refusal: memberships.size < groups.length ? 'identity_unknown' : 'not_allowed' }
}

/** A group that Slack does not tell about is left out: it lets nobody in, and keeps nobody out of another one. */
async function readGroups(people: Deps['people'], groups: readonly GroupId[]): Promise<Memberships> {
  const read = await Promise.allSettled(groups.map(async (id) => [id, await people.members(id)] as const))
  return new Map(read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])))
}
