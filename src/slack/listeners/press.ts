import type { App } from '@slack/bolt'
import { z } from 'zod'
import { ChannelId, InputId, MessageTs, PersonId, RequestId } from '../../core/ids.ts'
import type { Addressee, InputOf, Verdict } from '../../core/input.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { Named } from '../../usecases/move-on.ts'
import { ACTIONS } from '../views/question.ts'
import type { Crowd } from './crowd.ts'
import { type Taking, takeInTime } from './take-in-time.ts'

// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
const Press = z.object({
  user: z.object({ id: PersonId }),
  trigger_id: z.string(),
  response_url: z.url(),
  channel: z.object({ id: ChannelId }),
  container: z.object({ message_ts: MessageTs }).nullable().catch(null),
  actions: z.tuple([
    z.object({ action_id: z.enum(ACTIONS), value: z.string().optional(), action_ts: z.string() }),
  ]),
})

/** A press of Approve or Deny, which only asks for the form. */
export interface FormPress extends Addressee, Required<Named> {
  readonly id: InputId
  readonly verdict: Verdict
}

export interface PressListener extends Taking {
  readonly considerInForm: (trigger: string, press: FormPress) => Promise<void>
  /** Tells somebody who pressed why nothing came of it: an ack of a press can say nothing. */
  readonly tell: (to: Addressee, refusal: Refusal) => Promise<void>
}

/** Buttons of cards. Each name is registered as it is: Bolt runs every listener that matches, not the first. */
export function listenForPresses(app: App, listener: PressListener, crowd: Crowd): void {
  for (const action of ACTIONS)
    app.action(action, async ({ body, ack }) => {
      const { press, trigger } = read(body)
      if (action === 'approve' || action === 'deny') {
        await ack()
        const admitted = crowd.admit(press.by, () =>
          listener.considerInForm(trigger, { ...press, verdict: action }),
        )
        return typeof admitted === 'string' ? listener.tell(press, admitted) : admitted
      }
      const input: InputOf<'press'> = { ...press, kind: 'press', action }
      const refusal = await takeInTime(listener, input)
      await ack()
      if (refusal) await listener.tell(press, refusal)
    })
}

function read(body: unknown): { readonly press: Omit<FormPress, 'verdict'>; readonly trigger: string } {
  const { user, channel, container, actions, trigger_id, response_url } = Press.parse(body)
  const [{ value, action_ts }] = actions
  const press = {
    id: InputId.parse(`press:${user.id}:${action_ts}`),
    by: user.id,
    channel: channel.id,
    responseUrl: response_url,
    request: RequestId.safeParse(value).data ?? null,
    card: container && { channel: channel.id, ts: container.message_ts },
  }
  return { press, trigger: trigger_id }
}
