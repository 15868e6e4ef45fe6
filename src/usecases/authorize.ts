import type { PersonId } from '../core/ids.ts'
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
  const memberships = await readGroups(deps, person)
  if (!memberships) return { ok: false, person, refusal: 'identity_unknown' }
  const by = requesterBy(deps.policy, person, memberships)
  return by ? { ok: true, person, by } : { ok: false, person, refusal: 'not_allowed' }
}

/** Null when Slack does not say who is in one of the groups. */
async function readGroups(
  deps: Pick<Deps, 'people' | 'policy'>,
  person: PersonId,
): Promise<Memberships | null> {
  try {
    const groups = groupsToRead(deps.policy, person)
    return new Map(await Promise.all(groups.map(async (id) => [id, await deps.people.members(id)] as const)))
  } catch {
    return null
  }
}
