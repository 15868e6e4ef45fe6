import { SlackError } from '../slack-error.ts'
import { flagArg, textArg } from './args.ts'
import { channelOf, openDirectMessage } from './channels.ts'
import type { Method } from './method.ts'

export const conversationsInfo: Method = ({ sim, args }) => {
  const { members, ...channel } = channelOf(sim, args)
  return {
    channel: {
      ...channel,
      context_team_id: sim.world.team.id,
      ...(flagArg(args, 'include_num_members') ? { num_members: members.length } : {}),
    },
  }
}

export const conversationsOpen: Method = ({ sim, args }) => {
  const users = textArg(args, 'users')
  if (!users) throw new SlackError('users_list_not_supplied')
  const user = sim.world.users.get(users)
  if (!user) throw new SlackError('user_not_found')
  const { id, is_im } = openDirectMessage(sim, user)
  return { channel: flagArg(args, 'return_im') ? { id, is_im, user: user.id } : { id } }
}
