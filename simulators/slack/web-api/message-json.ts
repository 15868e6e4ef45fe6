import { fileJson } from '../files/file-json.ts'
import type { Fields } from '../json.ts'
import { repliesTo } from '../messages.ts'
import type { Simulator } from '../simulator.ts'
import { type Message, SLACKBOT, type World } from '../world.ts'

/** The message as Slack's reads show it; metadata only where the caller asked for it. */
export function messageJson(
  sim: Simulator,
  message: Message,
  { withMetadata }: { withMetadata: boolean },
): Fields {
  const { world } = sim
  const { ts, threadTs, text, blocks, metadata, editedTs, tombstone } = message
  const files = (message.files ?? []).flatMap((id) => {
    const file = sim.files.find(id)
    return file ? [fileJson(sim, file)] : []
  })
  const author = tombstone ? SLACKBOT : message.user
  const parent = threadTs
    ? world.messages.get(message.channel)?.find((other) => other.ts === threadTs)
    : undefined
  return {
    type: 'message',
    ...(tombstone ? { subtype: 'tombstone', hidden: true } : {}),
    user: author,
    ts,
    text,
    team: world.team.id,
    ...(author === world.bot.userId ? { bot_id: world.bot.botId, app_id: world.bot.appId } : {}),
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(threadTs ? { thread_ts: threadTs, parent_user_id: parent?.user } : threadSummary(world, message)),
    ...(editedTs ? { edited: { user: message.user, ts: editedTs } } : {}),
    ...(files.length > 0 ? { files, upload: false } : {}),
    ...(withMetadata && metadata ? { metadata } : {}),
  }
}

function threadSummary(world: World, { channel, ts }: Message): Fields {
  const replies = repliesTo(world, channel, ts)
  if (replies.length === 0) return {}
  const users = [...new Set(replies.map((reply) => reply.user))]
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: replies.at(-1)?.ts,
  }
}
