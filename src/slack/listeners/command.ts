import type { App } from '@slack/bolt'
import { doingOf } from '../../commands/dispatch.ts'
import { CommandInput } from '../../core/input.ts'
import type { Refusal } from '../../core/refusal.ts'
import { REFUSALS } from '../views/refusal.ts'
import type { Crowd } from './crowd.ts'
import { type Taking, takeInTime } from './take-in-time.ts'

export interface CommandListener extends Taking {
  readonly command: string
  /** Answers a command that changes nothing; it is not stored. */
  readonly answerNow: (input: CommandInput) => Promise<void>
  /** Answers in a form, which is to be opened with this trigger. */
  readonly answerInForm: (trigger: string, input: CommandInput) => Promise<void>
}

/** Takes, acks, and leaves the work to the jobs; a command that only reads is acked and answered at once. */
export function listenForCommands(app: App, listener: CommandListener, crowd: Crowd): void {
  app.command(listener.command, async ({ command: payload, ack }) => {
    const input = CommandInput.parse({
      kind: 'command',
      id: `cmd:${payload.trigger_id}`,
      by: payload.user_id,
      channel: payload.channel_id,
      text: payload.text ?? '',
      responseUrl: payload.response_url,
    })
    const now = (answer: () => Promise<void>) => {
      const admitted = crowd.admit(input.by, async () => {
        await ack()
        await answer()
      })
      return typeof admitted === 'string' ? ack(saying(admitted)) : admitted
    }
    switch (doingOf(input.text)) {
      case 'reads':
        return now(() => listener.answerNow(input))
      case 'opens a form':
        return now(() => listener.answerInForm(payload.trigger_id, input))
      case 'changes': {
        const refusal = await takeInTime(listener, input)
        await (refusal ? ack(saying(refusal)) : ack())
      }
    }
  })
}

function saying(refusal: Refusal) {
  return { response_type: 'ephemeral', text: REFUSALS[refusal] } as const
}
