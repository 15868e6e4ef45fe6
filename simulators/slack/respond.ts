import { isEmpty, readContent } from './content.ts'
import { type Fields, isRecord } from './json.ts'
import { addMessage, deleteMessage, messagesIn } from './messages.ts'
import type { Exchange } from './response-urls.ts'
import type { Simulator } from './simulator.ts'
import { SlackError } from './slack-error.ts'
import type { Message } from './world.ts'

/** One use of a response_url. Only a use that was accepted counts as one of the five. */
export function respond(sim: Simulator, exchange: Exchange | undefined, body: unknown): Fields {
  if (!exchange) throw new SlackError('invalid_url', { status: 404 })
  const spent = sim.responseUrls.spent(exchange)
  if (spent) throw new SlackError(spent, { status: 404 })
  if (!isRecord(body)) throw new SlackError('invalid_payload', { status: 400 })
  deliver(sim, exchange, body)
  exchange.uses += 1
  return {}
}

function deliver(sim: Simulator, exchange: Exchange, body: Fields): void {
  const earlier = lastMessage(sim, exchange)
  if (body.delete_original === true) {
    if (earlier) forget(sim, earlier)
    return
  }
  const content = contentOf(body)
  if (body.replace_original === true && earlier) {
    Object.assign(earlier, content, { edits: earlier.edits + 1 })
  } else {
    exchange.lastTs = showAnswer(sim, exchange, { ...content, body }).ts
  }
  const { user, channel, id } = exchange
  sim.deliveries.announce({ to: user, via: 'response_url', ...content, channel, exchange: id })
}

/** Puts an answer to a command on the screen: for the person alone unless `response_type` is `in_channel`. */
export function showAnswer(
  sim: Simulator,
  { user, channel }: Exchange,
  { text, blocks, body }: ReturnType<typeof contentOf> & { body: Fields },
): Message {
  return addMessage(sim.world, sim.now(), {
    channel,
    user: sim.world.bot.userId,
    text,
    blocks,
    threadTs: typeof body.thread_ts === 'string' ? body.thread_ts : undefined,
    ephemeralFor: body.response_type === 'in_channel' ? undefined : user,
  })
}

function contentOf(body: Fields) {
  try {
    const content = readContent(body)
    if (isEmpty(content)) throw new SlackError('no_text')
    return { text: content.text ?? '', blocks: content.blocks ?? [] }
  } catch (error) {
    // The same refusals as in the Web API, but a response_url speaks through the HTTP status.
    if (error instanceof SlackError) throw new SlackError(error.code, { status: 400, body: error.body })
    throw error
  }
}

function lastMessage(sim: Simulator, { channel, lastTs }: Exchange): Message | undefined {
  return messagesIn(sim.world, channel).find((message) => message.ts === lastTs)
}

function forget(sim: Simulator, message: Message): void {
  if (!message.ephemeralFor) {
    deleteMessage(sim.world, message.channel, message.ts)
    return
  }
  const rest = messagesIn(sim.world, message.channel).filter((other) => other !== message)
  sim.world.messages.set(message.channel, rest)
}
