import { ask } from '../../src/core/asking.ts'
import type { ChainedRequestEntry } from '../../src/core/delivery.ts'
import { MessageTs } from '../../src/core/ids.ts'
import type { Request } from '../../src/core/request.ts'
import { MessengerFault } from '../../src/ports.ts'
import { createMessenger } from '../../src/slack/messenger.ts'
import { a, anAsking, NO_APPROVAL, T0, twoPersons } from '../builders.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { channel, client, group, keptLog, now, person } from './harness.ts'

export const GONE = MessageTs.parse('1.000001')
export const HASH = 'abcdef0123456789'.repeat(4)
export const NEW = { look: false }
export const LOOK = { look: true }

/** A messenger of a bot on a Slack of its own, and a request that was asked just now in the on-call channel. */
export async function messengerForTest(options: { readonly us?: string } = {}) {
  const slack = await slackForTest()
  const { log, lines } = keptLog()
  const interactive = client(slack)
  const botId = options.us ?? (await interactive.auth.test()).bot_id ?? ''
  const posts = client(slack)
  const policy = { ...twoPersons, approvers: [group(slack.groups.security)], admins: [] }
  const messenger = createMessenger({
    ...{ posts, interactive, us: { botId }, command: '/cckm', policy, log, now },
  })
  const audit = channel(slack.channels.audit)
  const oncall = channel(slack.channels.oncall)
  const people = {
    rule: { ...NO_APPROVAL, channel: audit },
    askedIn: oncall,
    requester: person(slack.users.requester),
  }
  // History is read from a minute before the asking on, so this request is asked now.
  const request: Request = { ...a('approved', people), askedAt: Date.now() }
  const { entry: asked } = ask(anAsking(people), T0)
  const entry: ChainedRequestEntry = { seq: 1, hash: HASH, entry: asked }
  return { slack, messenger, posts, lines, request, entry, audit, oncall }
}

export async function faultOf(call: Promise<unknown>) {
  const error = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  )
  if (!(error instanceof MessengerFault)) throw new Error('expected a MessengerFault', { cause: error })
  return { reason: error.reason, retryAfterMs: error.retryAfterMs, slack: error.slack }
}
