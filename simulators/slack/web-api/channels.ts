import { randomId } from '../ids.ts'
import type { Fields } from '../json.ts'
import { directMessageWith } from '../messages.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'
import type { Channel, User } from '../world.ts'
import { textArg } from './args.ts'

/** The channel that a reading method names. A private one that the bot is not in does not exist for it. */
export function channelOf(sim: Simulator, args: Fields): Channel {
  const channel = sim.world.channels.get(textArg(args, 'channel') ?? '')
  if (!channel || (channel.is_private && !channel.is_member)) throw new SlackError('channel_not_found')
  return channel
}

/** The same for methods that only members may call. */
export function joinedChannelOf(sim: Simulator, args: Fields): Channel {
  const channel = channelOf(sim, args)
  if (!channel.is_member) throw new SlackError('not_in_channel')
  return channel
}

/** The same for methods that write. */
export function writableChannelOf(sim: Simulator, args: Fields): Channel {
  const channel = joinedChannelOf(sim, args)
  if (channel.is_archived) throw new SlackError('is_archived')
  return channel
}

export function openDirectMessage({ world }: Simulator, user: User): Channel {
  if (user.deleted) throw new SlackError('user_disabled')
  if (user.is_bot) throw new SlackError('cannot_dm_bot')
  return directMessageWith(world, user.id, () => randomId('D'))
}
