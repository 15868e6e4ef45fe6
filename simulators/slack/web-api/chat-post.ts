import { BLOCK_LIMITS } from '../block-kit/block-limits.ts'
import { isEmpty, readContent } from '../content.ts'
import { type Fields, parseJson } from '../json.ts'
import { addMessage, findMessage } from '../messages.ts'
import { readMetadata } from '../metadata.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'
import type { Channel } from '../world.ts'
import { textArg } from './args.ts'
import { openDirectMessage, writableChannelOf } from './channels.ts'
import { messageJson } from './message-json.ts'
import type { Method } from './method.ts'

// https://docs.slack.dev/reference/methods/chat.postMessage: longer texts are cut, not refused.
const LONGEST_TEXT = 40_000

/** To a channel, a thread, or a person; at most one a second and channel. */
export const postMessage: Method = ({ sim, args }) => {
  const channel = destinationOf(sim, args)
  const { text, blocks } = postedContent(args)
  const { metadata, warning } = readMetadata(args.metadata)
  const threadTs = threadOf(sim, channel, args)
  if (!sim.postLimit.take(channel.id)) throw rateLimited()
  const user = sim.world.bot.userId
  const draft = { channel: channel.id, user, text, blocks, metadata, threadTs }
  const message = addMessage(sim.world, sim.now(), draft)
  if (channel.user)
    sim.deliveries.announce({ to: channel.user, via: 'dm', text, blocks, channel: channel.id })
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageJson(sim, message, { withMetadata: false }),
    ...(warning ? { warning, response_metadata: { warnings: [warning] } } : {}),
  }
}

/** To one member of the channel; no read ever returns it. */
export const postEphemeral: Method = ({ sim, args }) => {
  const channel = writableChannelOf(sim, args)
  const person = sim.world.users.get(textArg(args, 'user') ?? '')
  if (!person) throw new SlackError('user_not_found')
  if (!channel.members.includes(person.id)) throw new SlackError('user_not_in_channel')
  const { text, blocks } = postedContent(args)
  const threadTs = textArg(args, 'thread_ts')
  const draft = {
    channel: channel.id,
    user: sim.world.bot.userId,
    text,
    blocks,
    threadTs,
    ephemeralFor: person.id,
  }
  const { ts } = addMessage(sim.world, sim.now(), draft)
  sim.deliveries.announce({ to: person.id, via: 'ephemeral', text, blocks, channel: channel.id })
  return { message_ts: ts }
}

function destinationOf(sim: Simulator, args: Fields): Channel {
  const person = sim.world.users.get(textArg(args, 'channel') ?? '')
  return person ? openDirectMessage(sim, person) : writableChannelOf(sim, args)
}

function postedContent(args: Fields) {
  fewAttachments(args.attachments)
  const content = readContent(args)
  if (isEmpty(content)) throw new SlackError('no_text')
  const text = [...(content.text ?? '')].slice(0, LONGEST_TEXT).join('')
  return { text, blocks: content.blocks ?? [] }
}

/** Attachments are only counted here; nobody sees them. */
function fewAttachments(given: unknown): void {
  const attachments = typeof given === 'string' ? parseJson(given) : given
  if (Array.isArray(attachments) && attachments.length > BLOCK_LIMITS.message.attachments) {
    throw new SlackError('too_many_attachments')
  }
}

/** A reply to a reply joins the thread of its parent. */
export function threadOf(sim: Simulator, channel: Channel, args: Fields): string | undefined {
  const ts = textArg(args, 'thread_ts')
  if (!ts) return undefined
  const parent = findMessage(sim.world, channel.id, ts)
  if (!parent) throw new SlackError('thread_not_found')
  return parent.threadTs ?? parent.ts
}

function rateLimited(): SlackError {
  return new SlackError('ratelimited', { status: 429, headers: { 'retry-after': '1' } })
}
