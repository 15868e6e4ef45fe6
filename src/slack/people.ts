import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { z } from 'zod'
import { type GroupId, PersonId } from '../core/ids.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Identity, People } from '../ports.ts'

/** Whose bot this is: from `auth.test`. */
export interface Home {
  readonly teamId: string
  readonly enterpriseId?: string
}

// https://docs.slack.dev/reference/objects/user-object
export const User = z.object({
  id: PersonId,
  team_id: z.string().optional(),
  /** The handle. People choose it anew, and it need not be a name. */
  name: z.string().optional(),
  real_name: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_invited_user: z.boolean().optional(),
  enterprise_user: z.object({ id: PersonId, enterprise_id: z.string() }).optional(),
})
export type User = z.infer<typeof User>

const GROUPS_GOOD_FOR_MS = 10_000
const SLACKBOT = 'USLACKBOT'
const UNKNOWN_PEOPLE = new Set(['user_not_found', 'user_not_visible', 'users_not_found'])

export function createPeople(slack: WebClient, home: Home, now: () => Date): People {
  const groups = new Map<GroupId, { readonly at: number; readonly members: Promise<readonly PersonId[]> }>()

  async function readMembers(usergroup: GroupId): Promise<readonly PersonId[]> {
    const { users } = await slack.usergroups.users.list({ usergroup, team_id: home.teamId })
    return z.array(PersonId).parse(users)
  }

  return {
    async identify(id) {
      try {
        const { user } = await slack.users.info({ user: id })
        return judge(User.parse(user), home)
      } catch (error) {
        const stranger = error instanceof WebAPIPlatformError && UNKNOWN_PEOPLE.has(error.data.error)
        return { ok: false, person: id, refusal: stranger ? 'foreign' : 'identity_unknown' }
      }
    },
    /** Callers at the same time share one read; a failed read is not kept. */
    async members(group) {
      const known = groups.get(group)
      const at = now().getTime()
      if (known && Math.abs(at - known.at) < GROUPS_GOOD_FOR_MS) return known.members
      const members = readMembers(group)
      groups.set(group, { at, members })
      members.catch(() => groups.delete(group))
      return members
    },
  }
}

/** Whether the bot deals with this user of Slack, and as whom. */
export function judge(user: User, home: Home): Identity {
  const person = user.enterprise_user?.id ?? user.id
  const refusal = whyNot(user, home)
  return refusal ? { ok: false, person, refusal } : { ok: true, person, name: nameOf(user) ?? person }
}

/** As an auditor knows them: by their full name where Slack has it. Namesakes are told apart by their ids. */
function nameOf({ real_name, name: handle }: User): string | undefined {
  return real_name?.trim() || handle
}

function whyNot(user: User, home: Home): Refusal | null {
  if (user.deleted) return 'deactivated'
  if (user.is_bot || user.id === SLACKBOT) return 'bot'
  if (user.is_stranger || !belongsTo(user, home)) return 'foreign'
  return user.is_restricted || user.is_ultra_restricted || user.is_invited_user ? 'guest' : null
}

function belongsTo(user: User, home: Home): boolean {
  if (user.team_id === home.teamId) return true
  return home.enterpriseId !== undefined && user.enterprise_user?.enterprise_id === home.enterpriseId
}
