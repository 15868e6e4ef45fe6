import { isEmpty, readContent } from '../content.ts'
import { isRecord } from '../json.ts'
import { addMessage } from '../messages.ts'
import { noteRefusal } from '../note-refusal.ts'
import { showAnswer } from '../respond.ts'
import type { Exchange } from '../response-urls.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'
import { SLACKBOT } from '../world.ts'

/** A command as it was typed, and where its answers go. */
interface Typed {
  readonly exchange: Exchange
  readonly command: string
  readonly text: string
}

/** Shows the message that an ack may carry. Returns the error that the person sees if Slack cannot show it. */
export function showAck(sim: Simulator, typed: Typed, payload: unknown): string | undefined {
  if (!isRecord(payload)) return undefined
  try {
    const content = readContent(payload)
    if (payload.response_type === 'in_channel') echo(sim, typed)
    if (isEmpty(content)) return undefined
    const answer = { text: content.text ?? '', blocks: content.blocks ?? [], body: payload }
    typed.exchange.lastTs = showAnswer(sim, typed.exchange, answer).ts
    return undefined
  } catch (error) {
    if (error instanceof SlackError) {
      noteRefusal(sim, `ack of ${typed.command}`, error)
      return 'invalid_command_response'
    }
    throw error
  }
}

const NO_ANSWER = 'because the app did not respond. Please try again or contact the app developer.'

/** The line by which Slackbot tells a person that a command did not work. */
export function showFailure(sim: Simulator, { exchange, command }: Typed, error: string): void {
  const { user, channel } = exchange
  const why = error === 'operation_timeout' ? NO_ANSWER : `with the error "${error}"`
  const text = `${command} failed ${why}`
  addMessage(sim.world, sim.now(), { channel, user: SLACKBOT, text, blocks: [], ephemeralFor: user })
}

/** With `in_channel` everybody sees what was typed. */
function echo(sim: Simulator, { exchange, command, text }: Typed): void {
  const { user, channel } = exchange
  addMessage(sim.world, sim.now(), { channel, user, text: `${command} ${text}`.trim(), blocks: [] })
}
