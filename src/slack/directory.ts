import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { ChannelId, GroupId, type PersonId } from '../core/ids.ts'
import type { Clock } from '../ports.ts'
import { everyPage } from './pages.ts'
import { type Home, judge, User } from './people.ts'
import { platformError } from './slack-fault.ts'
import { CLIP, untrusted } from './views/text.ts'

/** Something a policy can name, with what people call it: names are clean, and for reading only. */
export interface Listed<Id> {
  readonly id: Id
  readonly name: string
  readonly title?: string
  /** How many people are in it, where Slack says so. */
  readonly people?: number
}

/** What there is in a workspace, sorted by name. All throw what Slack's client throws. */
export interface Directory {
  /** Public channels, and the private ones that the bot is in; without archived ones. */
  channels(): Promise<readonly Listed<ChannelId>[]>
  groups(): Promise<readonly Listed<GroupId>[]>
  /** Those whom the bot would deal with: no apps and guests, and nobody who left or is of another company. */
  people(): Promise<readonly Listed<PersonId>[]>
}

// https://docs.slack.dev/reference/methods/conversations.list
const Channels = z.object({ channels: z.array(z.object({ id: ChannelId, name: z.string() })) })
const Groups = z.object({
  usergroups: z.array(
    z.object({
      id: GroupId,
      handle: z.string(),
      name: z.string(),
      // Slack has sent it as a text too.
      user_count: z.coerce.number().optional().catch(undefined),
    }),
  ),
})
const Members = z.object({ members: z.array(User) })

/** The largest page that Slack gives. */
const PAGE = 1_000

export function createDirectory(slack: WebClient, { teamId, ...home }: Home, clock: Clock): Directory {
  return {
    async channels() {
      const filter = { types: 'public_channel,private_channel', exclude_archived: true }
      const pages = await everyPage(clock, PAGE, (page) => slack.conversations.list({ ...filter, ...page }))
      const channels = pages.flatMap((page) => Channels.parse(page).channels)
      return sorted(channels.map(({ id, name }) => ({ id, name: clean(name) })))
    },
    async groups() {
      const { usergroups } = Groups.parse(
        await slack.usergroups.list({ include_count: true, team_id: teamId }),
      )
      return sorted(
        usergroups.map(({ id, handle, name, user_count }) => ({
          ...{ id, name: clean(handle), title: clean(name) },
          ...(user_count === undefined ? {} : { people: user_count }),
        })),
      )
    },
    async people() {
      const pages = await everyPage(clock, PAGE, (page) => slack.users.list(page))
      const users = pages.flatMap((page) => Members.parse(page).members)
      return sorted(
        users.flatMap((user) => {
          const known = judge(user, { teamId, ...home })
          const title = user.real_name ? { title: clean(user.real_name) } : {}
          return known.ok ? [{ id: known.person, name: clean(user.name ?? known.person), ...title }] : []
        }),
      )
    },
  }
}

/** Who is in a group; null where Slack knows no such group. Throws when Slack does not say. */
export async function membersIfAny(
  members: Promise<readonly PersonId[]>,
): Promise<readonly PersonId[] | null> {
  return members.catch((error: unknown) => {
    if (platformError(error) === 'no_such_subteam') return null
    throw error
  })
}

function sorted<T extends { readonly id: string; readonly name: string }>(all: readonly T[]): readonly T[] {
  return all.toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id, 'en'))
}

function clean(name: string): string {
  return untrusted(name, CLIP.name)
}
