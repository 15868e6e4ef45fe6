import { SlackError } from '../slack-error.ts'
import { flagArg, textArg } from './args.ts'
import type { Method } from './method.ts'

export const usersInfo: Method = ({ sim: { world }, args }) => {
  const user = world.users.get(textArg(args, 'user') ?? '')
  if (!user) throw new SlackError('user_not_found')
  return { user }
}

export const usergroupsUsersList: Method = ({ sim: { world }, args }) => {
  const group = world.groups.get(textArg(args, 'usergroup') ?? '')
  if (!group || (group.date_delete > 0 && !flagArg(args, 'include_disabled'))) {
    throw new SlackError('no_such_subteam')
  }
  return { users: group.users }
}

export const usergroupsList: Method = ({ sim: { world }, args }) => {
  const groups = [...world.groups.values()].filter(
    (group) => group.date_delete === 0 || flagArg(args, 'include_disabled'),
  )
  return {
    usergroups: groups.map(({ users, ...group }) => ({
      ...group,
      team_id: world.team.id,
      is_usergroup: true,
      is_external: false,
      description: '',
      ...(flagArg(args, 'include_users') ? { users } : {}),
      ...(flagArg(args, 'include_count') ? { user_count: users.length } : {}),
    })),
  }
}
