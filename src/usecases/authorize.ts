import type { Actor } from '../core/deciding.ts'
import type { GroupId, PersonId } from '../core/ids.ts'
import { groupsToRead, type Memberships, type Role, standingsOf } from '../core/policy.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Reply } from '../core/reply.ts'
import type { Deps } from '../ports.ts'
import { type Asker, refuse } from './refuse.ts'

export type Authorized =
  | { readonly ok: true; readonly actor: Actor }
  | { readonly ok: false; readonly person: PersonId; readonly refusal: Refusal }

/**
 * Whether this Slack user stands in one of these lists of the policy, asked of Slack now. Who cannot be told apart is
 * refused. Of the other lists the standings say only what could be told without asking.
 */
export async function authorize(
  deps: Pick<Deps, 'people' | 'policy'>,
  user: PersonId,
  roles: readonly Role[],
): Promise<Authorized> {
  const identity = await deps.people.identify(user)
  if (!identity.ok) return identity
  const { person } = identity
  const memberships = await readGroups(deps.people, groupsToRead(deps.policy, person, roles))
  const standings = standingsOf(deps.policy, person, memberships)
  const here = roles.map((role) => standings[role])
  if (here.some((standing) => standing !== null && standing !== 'unknown'))
    return { ok: true, actor: { person, standings } }
  return { ok: false, person, refusal: here.includes('unknown') ? 'identity_unknown' : 'not_allowed' }
}

/** Goes on with somebody who stands in one of these lists; anybody else is refused, and the log has it. */
export async function admit(
  deps: Pick<Deps, 'people' | 'policy' | 'ledger'>,
  asker: Asker,
  roles: readonly Role[],
  goOn: (actor: Actor, asker: Asker) => Promise<Reply>,
): Promise<Reply> {
  const authorized = await authorize(deps, asker.person, roles)
  if (!authorized.ok) return refuse(deps.ledger, { ...asker, person: authorized.person }, authorized.refusal)
  const { actor } = authorized
  return goOn(actor, { ...asker, person: actor.person })
}

/** A group that Slack does not tell about is left out: it lets nobody in, and keeps nobody out of another one. */
async function readGroups(people: Deps['people'], groups: readonly GroupId[]): Promise<Memberships> {
  const read = await Promise.allSettled(groups.map(async (id) => [id, await people.members(id)] as const))
  return new Map(read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])))
}
