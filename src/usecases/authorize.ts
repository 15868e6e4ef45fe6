import type { PersonId } from '../core/ids.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Reply } from '../core/reply.ts'
import {
  everybody,
  groupsToRead,
  type Lists,
  type Role,
  type Standings,
  standingsOf,
} from '../core/standing.ts'
import type { Deps } from '../ports.ts'
import { readGroups } from './read-groups.ts'
import { type Asker, refuse } from './refuse.ts'

export type Authorized =
  | { readonly ok: true; readonly person: PersonId; readonly standings: Standings }
  | { readonly ok: false; readonly person: PersonId; readonly refusal: Refusal }

/**
 * Whether this Slack user stands in one of these lists, asked of Slack now. Who cannot be told apart is refused. Of the
 * other roles the standings say only what could be told without asking.
 */
export async function authorize(
  { people }: Pick<Deps, 'people'>,
  user: PersonId,
  roles: readonly Role[],
  lists: Lists,
): Promise<Authorized> {
  const identity = await people.identify(user)
  if (!identity.ok) return identity
  const { person } = identity
  const standings = standingsOf(lists, person, await readGroups(people, groupsToRead(lists, person, roles)))
  const here = roles.map((role) => standings[role])
  if (here.some((standing) => standing !== null && standing !== 'unknown'))
    return { ok: true, person, standings }
  return { ok: false, person, refusal: here.includes('unknown') ? 'identity_unknown' : 'not_allowed' }
}

/**
 * Goes on with somebody whom any rule of the policy names in one of these roles; anybody else is refused, and the log
 * has it. What the rule of a key says of them is found out with the key.
 */
export async function admit(
  deps: Pick<Deps, 'people' | 'policy' | 'ledger'>,
  asker: Asker,
  roles: readonly Role[],
  goOn: (asker: Asker) => Promise<Reply>,
): Promise<Reply> {
  const authorized = await authorize(deps, asker.person, roles, everybody(deps.policy))
  const known = { ...asker, person: authorized.person }
  return authorized.ok ? goOn(known) : refuse(deps.ledger, known, authorized.refusal)
}
