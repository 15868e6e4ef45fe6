import { z } from 'zod'
import { randomId } from '../ids.ts'
import { deleteMessage } from '../messages.ts'
import { person } from '../seed.ts'
import type { Simulator } from '../simulator.ts'
import { BadRequest } from './bad-request.ts'

const userSet = z.looseObject({
  team_id: z.string().optional(),
  name: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
})

const channelSet = z.looseObject({
  name: z.string().optional(),
  is_private: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_ext_shared: z.boolean().optional(),
  is_member: z.boolean().optional(),
  members: z.array(z.string()).optional(),
})

export const worldInput = z
  .strictObject({
    join: z
      .array(z.strictObject({ id: z.string().regex(/^[UW][A-Z0-9]+$/), name: z.string().min(1) }))
      .min(1)
      .optional(),
    user: z.strictObject({ id: z.string(), set: userSet }).optional(),
    group: z
      .strictObject({
        id: z.string(),
        users: z.array(z.string()).optional(),
        disabled: z.boolean().optional(),
      })
      .optional(),
    channel: z.strictObject({ id: z.string(), set: channelSet }).optional(),
    deleteMessage: z.strictObject({ channel: z.string(), ts: z.string() }).optional(),
    postLimit: z.boolean().optional(),
    reinstall: z.literal(true).optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'nothing to change was named')

/** Changes people, groups, channels and messages behind the app's back. */
export function changeWorld(sim: Simulator, changes: z.output<typeof worldInput>): void {
  if (changes.join) addPeople(sim, changes.join)
  if (changes.user) changeUser(sim, changes.user)
  if (changes.group) changeGroup(sim, changes.group)
  if (changes.channel) changeChannel(sim, changes.channel)
  if (changes.deleteMessage) removeMessage(sim, changes.deleteMessage)
  if (changes.postLimit !== undefined) sim.postLimit.switchTo(changes.postLimit)
  if (changes.reinstall) reinstall(sim)
}

/** The app is installed anew: the same tokens, but another bot, to which the messages of the one before are a stranger's. */
function reinstall({ world }: Simulator): void {
  const before = world.users.get(world.bot.userId)
  const bot = { ...world.bot, userId: randomId('U'), botId: randomId('B') }
  if (before) {
    const profile = { ...Object(before.profile), bot_id: bot.botId }
    world.users.set(bot.userId, { ...before, id: bot.userId, profile })
    world.users.set(before.id, { ...before, deleted: true })
  }
  world.bot = bot
}

type Change<Name extends keyof z.output<typeof worldInput>> = NonNullable<z.output<typeof worldInput>[Name]>

/** Full members of the workspace, in every channel that the bot is in. */
function addPeople({ world, cast }: Simulator, people: Change<'join'>): void {
  const known = people.find(({ id }) => world.users.has(id))
  if (known) throw new BadRequest(`There is a user ${known.id} already.`)
  for (const { id, name } of people) world.users.set(id, person(id, cast.team, name))
  const ids = people.map(({ id }) => id)
  for (const channel of world.channels.values())
    if (channel.is_member && !channel.is_im)
      world.channels.set(channel.id, { ...channel, members: [...channel.members, ...ids] })
}

function changeUser({ world }: Simulator, { id, set }: Change<'user'>): void {
  const user = world.users.get(id)
  if (!user) throw new BadRequest(`There is no user ${id}.`)
  const { team_id = user.team_id, name = user.name, deleted = user.deleted, is_bot = user.is_bot } = set
  world.users.set(id, { ...user, ...set, id, team_id, name, deleted, is_bot })
}

function changeGroup({ world }: Simulator, { id, users, disabled }: Change<'group'>): void {
  const group = world.groups.get(id)
  if (!group) throw new BadRequest(`There is no group ${id}.`)
  const stranger = users?.find((user) => !world.users.has(user))
  if (stranger) throw new BadRequest(`There is no user ${stranger}.`)
  const dateDelete = disabled === undefined ? group.date_delete : Number(disabled)
  world.groups.set(id, { ...group, users: users ?? group.users, date_delete: dateDelete })
}

function changeChannel({ world }: Simulator, { id, set }: Change<'channel'>): void {
  const channel = world.channels.get(id)
  if (!channel) throw new BadRequest(`There is no channel ${id}.`)
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined))
  world.channels.set(id, { ...channel, ...given, id })
}

function removeMessage({ world }: Simulator, { channel, ts }: Change<'deleteMessage'>): void {
  if (!deleteMessage(world, channel, ts)) throw new BadRequest(`There is no message ${ts} in ${channel}.`)
}
