import type { App } from '@slack/bolt'
import { commandOf } from '../../commands/dispatch.ts'
import { Input } from '../../core/input.ts'
import type { Log } from '../../ports.ts'

/** Where typed commands are kept until they are answered. */
export interface TakesInputs {
  take(input: Input, deadline: number): Promise<boolean>
}

export interface CommandListener {
  readonly command: string
  readonly inputs: TakesInputs
  /** Answers a command that changes nothing; it is not stored. */
  readonly answerNow: (input: Input) => Promise<void>
  readonly now: () => Date
  readonly log: Log
}

/** Slack waits 3 s for the ack; a store that is not free within one second is not waited for. */
const TAKE_WITHIN_MS = 1_000

/** Takes, acks, and leaves the work to the jobs; a command that only reads is acked and answered at once. */
export function listenForCommands(app: App, listener: CommandListener): void {
  const { command, inputs, answerNow, now, log } = listener
  app.command(command, async ({ command: payload, ack }) => {
    const input = Input.parse({
      id: `cmd:${payload.trigger_id}`,
      by: payload.user_id,
      channel: payload.channel_id,
      text: payload.text ?? '',
      responseUrl: payload.response_url,
    })
    if (!commandOf(input.text)?.changes) {
      await ack()
      return answerNow(input)
    }
    const refusal = await takeInTime(inputs, input, now().getTime() + TAKE_WITHIN_MS, log)
    await (refusal ? ack({ response_type: 'ephemeral', text: refusal }) : ack())
  })
}

const NOT_STORED = 'Your command could not be stored, so nothing was done. Please try again in a minute.'
const SLOW =
  'Your command is taking long to store. If you hear nothing more within a minute, nothing was done: try again.'

/** Null when it is stored (now or by an earlier delivery), else the sentence for the person. */
async function takeInTime(
  inputs: TakesInputs,
  input: Input,
  deadline: number,
  log: Log,
): Promise<string | null> {
  const took = inputs.take(input, deadline).then(
    () => null,
    (err: unknown) => {
      log.error({ err, inputId: input.id }, 'a command could not be stored')
      return NOT_STORED
    },
  )
  return Promise.race([took, sleep(TAKE_WITHIN_MS, SLOW)])
}

function sleep(ms: number, value: string): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref())
}
