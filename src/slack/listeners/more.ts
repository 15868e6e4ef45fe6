import type { App } from '@slack/bolt'
import { z } from 'zod'
import { doingOf } from '../../commands/dispatch.ts'
import { ChannelId, InputId, PersonId } from '../../core/ids.ts'
import { MORE } from '../views/more.ts'
import type { CommandListener } from './command.ts'
import type { Crowd } from './crowd.ts'
import type { PressListener } from './press.ts'

// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
const Press = z.object({
  user: z.object({ id: PersonId }),
  response_url: z.url(),
  channel: z.object({ id: ChannelId }),
  actions: z.tuple([z.object({ value: z.string(), action_ts: z.string() })]),
})

/**
 * The button under a page of a list: whoever presses it gets the line in its value answered, as if they had typed it.
 * Nothing is kept between two pages, so it works after a restart too. A value that would change something is none of
 * ours.
 */
export function listenForMore(
  app: App,
  { answerNow, tell, log }: Pick<CommandListener & PressListener, 'answerNow' | 'tell' | 'log'>,
  crowd: Crowd,
): void {
  app.action(MORE, async ({ body, ack }) => {
    await ack()
    const { user, channel, response_url, actions } = Press.parse(body)
    const [{ value: text, action_ts }] = actions
    if (doingOf(text) !== 'reads') return log.warn({ by: user.id }, 'a button asked for more than reading')
    const id = InputId.parse(`more:${user.id}:${action_ts}`)
    const to = { by: user.id, channel: channel.id, responseUrl: response_url }
    const admitted = crowd.admit(user.id, () => answerNow({ kind: 'command', id, text, ...to }))
    return typeof admitted === 'string' ? tell(to, admitted) : admitted
  })
}
