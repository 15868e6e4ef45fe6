import { onTestFinished } from 'vitest'
import type { Addressee, CommandInput, Input, Taken } from '../../../src/core/input.ts'
import type { Refusal } from '../../../src/core/refusal.ts'
import type { DecisionForm } from '../../../src/core/reply.ts'
import type { Request } from '../../../src/core/request.ts'
import { createForms } from '../../../src/slack/forms.ts'
import type { FormPress } from '../../../src/slack/listeners/press.ts'
import { metadataOf } from '../../../src/slack/listeners/submission.ts'
import { meetSlack } from '../../../src/slack/meet.ts'
import { createSlackApp } from '../../../src/slack/start.ts'
import { card } from '../../../src/slack/views/card.ts'
import { decisionForm } from '../../../src/slack/views/form.ts'
import { ONE_APPROVAL, twoPersons, waiting } from '../../builders.ts'
import { act, slackForTest, type } from '../../simulators/slack/harness.ts'
import { accessTo, channel, client, keptLog, now, person, uptime } from '../harness.ts'

interface Behaviour {
  readonly take?: (input: Input, deadline: number) => Promise<Taken>
  readonly answerNow?: (input: CommandInput) => Promise<void>
  readonly answerInForm?: (trigger: string, input: CommandInput) => Promise<void>
  readonly considerInForm?: (trigger: string, press: FormPress) => Promise<void>
  readonly tell?: (to: Addressee, refusal: Refusal) => Promise<void>
}

const nothing = async () => {}

/** A bot that only listens: what it takes, what it answers at once, and what it opens a form for is kept. */
export async function listening(behaviour: Behaviour = {}) {
  const { take = async () => 'taken', answerNow = nothing, tell = nothing } = behaviour
  const { answerInForm = nothing, considerInForm = nothing } = behaviour
  const slack = await slackForTest()
  const { log, lines } = keptLog()
  const events: string[] = []
  const taken: { readonly input: Input; readonly deadline: number }[] = []
  const read: Input[] = []
  const formsFor: { readonly trigger: string; readonly input: CommandInput }[] = []
  const considered: { readonly trigger: string; readonly press: FormPress }[] = []
  const told: { readonly to: Addressee; readonly refusal: Refusal }[] = []
  const met = await meetSlack(client(slack), { now, sleep: nothing }, log)
  const app = createSlackApp({
    access: accessTo(slack),
    met,
    command: '/cckm',
    inputs: {
      take: async (input, deadline) => {
        taken.push({ input, deadline })
        const result = await take(input, deadline)
        events.push('stored')
        return result
      },
    },
    answerNow: (input) => {
      read.push(input)
      return answerNow(input)
    },
    answerInForm: (trigger, input) => {
      formsFor.push({ trigger, input })
      return answerInForm(trigger, input)
    },
    considerInForm: (trigger, press) => {
      considered.push({ trigger, press })
      return considerInForm(trigger, press)
    },
    tell: (to, refusal) => {
      told.push({ to, refusal })
      return tell(to, refusal)
    },
    onRefused: () => events.push('refused'),
    ...{ now, uptime, chance: () => 0 },
    log,
  })
  await app.start()
  onTestFinished(async () => {
    await app.stop()
  })
  return { slack, app, lines, log, events, taken, read, formsFor, considered, told }
}
export type Listening = Awaited<ReturnType<typeof listening>>

/** Posts the card of a request as the bot would, and returns its address. */
export async function cardOf({ slack }: Listening, request: Request): Promise<string> {
  const { text, blocks } = card({ request, newest: null, replaces: false }, { policy: twoPersons })
  const { ts } = await client(slack).chat.postMessage({ channel: slack.channels.audit, text, blocks })
  return ts ?? ''
}

/** Presses a button in the audit channel as the approver; `more` says what a forged client sends otherwise. */
export async function press({ slack }: Listening, actionId: string, ts: string, more: object = {}) {
  const place = { user: slack.users.approver1, channel: slack.channels.audit, ts, actionId }
  return act(slack, 'press', { ...place, ...more })
}

/** Opens the form for the approver as the bot would, and returns its id. */
export async function formOf(
  bot: Listening,
  verdict: DecisionForm['verdict'],
): Promise<{ readonly id: string; readonly responseUrl: string }> {
  const { slack, log, formsFor } = bot
  const user = slack.users.approver1
  await type(slack, 'approve R-00000000', { user })
  const { trigger = '', input } = formsFor.at(-1) ?? {}
  const responseUrl = input?.responseUrl ?? ''
  const to = { by: person(user), channel: channel(slack.channels.audit), responseUrl }
  const request = waiting()
  const view = decisionForm(
    { kind: 'form', verdict, request, rule: ONE_APPROVAL, counting: [] },
    metadataOf(to, { verdict, request: request.id }),
  )
  const id = await createForms({ interactive: client(slack), log }).open(trigger, view)
  return { id: id ?? '', responseUrl }
}

/** Submits the form with this comment. */
export function submit({ slack }: Listening, viewId: string, comment: string | null, more: object = {}) {
  const values = { comment: { comment: { type: 'plain_text_input', value: comment } } }
  return act(slack, 'submit', { user: slack.users.approver1, viewId, values, ...more })
}
