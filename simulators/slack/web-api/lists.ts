import type { Fields } from '../json.ts'
import { deleteMessage, findMessage } from '../messages.ts'
import { SlackError } from '../slack-error.ts'
import type { Channel } from '../world.ts'
import { flagArg, textArg } from './args.ts'
import { channelOf, writableChannelOf } from './channels.ts'
import type { Method } from './method.ts'
import { pageById } from './paging.ts'

const PAGE = 100

export const usersList: Method = ({ sim: { world }, args }) => {
  const { items, next } = pageById([...world.users.values()], args, world.users.size)
  return { members: items, ...following(next) }
}

export const conversationsList: Method = ({ sim: { world }, args }) => {
  const seen = [...world.channels.values()].filter((channel) => channel.is_member || !channel.is_private)
  return channelPage(seen, args)
}

/** The conversations of one member, or of the bot; private ones only where the bot is a member too. */
export const usersConversations: Method = ({ sim: { world }, args }) => {
  const user = textArg(args, 'user')
  if (user && !world.users.has(user)) throw new SlackError('user_not_found')
  const mine = [...world.channels.values()].filter((channel) => {
    if (!user) return channel.is_member
    return channel.members.includes(user) && (channel.is_member || !channel.is_private)
  })
  return channelPage(mine, args)
}

export const conversationsMembers: Method = ({ sim, args }) => {
  const { members } = channelOf(sim, args)
  const { items, next } = pageById(
    members.map((id) => ({ id })),
    args,
    PAGE,
  )
  return { members: items.map(({ id }) => id), ...following(next) }
}

export const deleteOwn: Method = ({ sim, args }) => {
  const channel = writableChannelOf(sim, args)
  const message = findMessage(sim.world, channel.id, textArg(args, 'ts') ?? '')
  if (!message || message.tombstone) throw new SlackError('message_not_found')
  if (message.user !== sim.world.bot.userId) throw new SlackError('cant_delete_message')
  deleteMessage(sim.world, channel.id, message.ts)
  return { channel: channel.id, ts: message.ts }
}

function channelPage(channels: readonly Channel[], args: Fields): Fields {
  const types = (textArg(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim())
  const wanted = channels
    .filter((channel) => types.includes(typeOf(channel)))
    .filter((channel) => !(flagArg(args, 'exclude_archived') && channel.is_archived))
  const { items, next } = pageById(wanted, args, PAGE)
  return { channels: items.map(({ members: _members, ...channel }) => channel), ...following(next) }
}

function typeOf({ is_im, is_private }: Channel): string {
  if (is_im) return 'im'
  return is_private ? 'private_channel' : 'public_channel'
}

function following(cursor: string): Fields {
  return { response_metadata: { next_cursor: cursor } }
}
