import type { Fields } from '../json.ts'
import { findMessage, repliesTo, topLevelOf } from '../messages.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'
import type { Message } from '../world.ts'
import { flagArg, textArg } from './args.ts'
import { joinedChannelOf } from './channels.ts'
import { messageJson } from './message-json.ts'
import type { Method } from './method.ts'
import { inRange, page } from './paging.ts'

const HISTORY_PAGE = 100
const REPLIES_PAGE = 1000

/** Newest first, without the replies in threads. */
export const conversationsHistory: Method = ({ sim: { world }, sim, args }) => {
  const channel = joinedChannelOf(sim, args)
  const newestFirst = [...inRange(topLevelOf(world, channel.id), args)].reverse()
  const { items, next } = page(newestFirst, args, HISTORY_PAGE)
  return { ...listing(sim, items, args), has_more: next !== '', ...following(next), pin_count: 0 }
}

/** The parent, then its replies, oldest first; a reply alone if the ts is one. */
export const conversationsReplies: Method = ({ sim: { world }, sim, args }) => {
  const channel = joinedChannelOf(sim, args)
  const parent = findMessage(world, channel.id, textArg(args, 'ts') ?? '')
  if (!parent) throw new SlackError('thread_not_found')
  const { items, next } = page(inRange(repliesTo(world, channel.id, parent.ts), args), args, REPLIES_PAGE)
  return { ...listing(sim, [parent, ...items], args), has_more: next !== '', ...following(next) }
}

function listing(sim: Simulator, messages: readonly Message[], args: Fields): Fields {
  const withMetadata = flagArg(args, 'include_all_metadata')
  return { messages: messages.map((message) => messageJson(sim, message, { withMetadata })) }
}

function following(cursor: string): Fields {
  return cursor ? { response_metadata: { next_cursor: cursor } } : {}
}
