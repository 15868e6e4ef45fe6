import { SlackError } from '../slack-error.ts'
import { textArg } from './args.ts'
import type { Method } from './method.ts'

export const apiTest: Method = ({ args }) => {
  const error = textArg(args, 'error')
  if (error) throw new SlackError(error, { body: { args } })
  return { args }
}

export const authTest: Method = ({ sim: { world, origin }, token }) => {
  if (token === 'app') return { app_name: 'cckm-bot', app_id: world.bot.appId }
  return {
    url: `${origin}/`,
    team: world.team.name,
    user: world.users.get(world.bot.userId)?.name,
    team_id: world.team.id,
    user_id: world.bot.userId,
    bot_id: world.bot.botId,
    is_enterprise_install: false,
  }
}

export const botsInfo: Method = ({ sim: { world }, args }) => {
  const { botId, appId, userId } = world.bot
  if ((textArg(args, 'bot') ?? botId) !== botId) throw new SlackError('bot_not_found')
  return { bot: { id: botId, deleted: false, name: 'cckm-bot', updated: 0, app_id: appId, user_id: userId } }
}

export const connectionsOpen: Method = ({ sim: { origin, socket, world } }) => {
  const address = new URL('/link/', origin.replace('http:', 'ws:'))
  address.searchParams.set('ticket', socket.issueTicket())
  address.searchParams.set('app_id', world.bot.appId)
  return { url: address.href }
}
