import { isEmpty, readContent } from '../content.ts'
import { findMessage, nextTs } from '../messages.ts'
import { readMetadata } from '../metadata.ts'
import { SlackError } from '../slack-error.ts'
import { textArg } from './args.ts'
import { writableChannelOf } from './channels.ts'
import { messageJson } from './message-json.ts'
import type { Method } from './method.ts'

// https://docs.slack.dev/reference/methods/chat.update: msg_too_long beyond it.
const LONGEST_TEXT = 4000

/** Only the bot's own messages. Text without blocks removes the blocks; metadata stays unless given anew. */
export const updateMessage: Method = ({ sim, args }) => {
  const channel = writableChannelOf(sim, args)
  const message = findMessage(sim.world, channel.id, textArg(args, 'ts') ?? '')
  if (!message || message.tombstone) throw new SlackError('message_not_found')
  if (message.user !== sim.world.bot.userId) throw new SlackError('cant_update_message')
  const content = readContent(args)
  if (isEmpty(content)) throw new SlackError('no_text')
  if ([...(content.text ?? '')].length > LONGEST_TEXT) throw new SlackError('msg_too_long')
  const { metadata, warning } = readMetadata(args.metadata)

  message.text = content.text ?? message.text
  message.blocks = content.blocks ?? []
  message.metadata = metadata ?? message.metadata
  message.edits += 1
  // Slack marks a text as edited, but not a message drawn with blocks.
  if (message.blocks.length === 0) message.editedTs = nextTs(sim.world, sim.now())
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: messageJson(sim, message, { withMetadata: false }),
    ...(warning ? { warning, response_metadata: { warnings: [warning] } } : {}),
  }
}
