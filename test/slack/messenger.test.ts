import { describe, expect, it } from 'vitest'
import type { ChainedRequestEntry } from '../../src/core/delivery.ts'
import { MessageTs } from '../../src/core/ids.ts'
import type { Request } from '../../src/core/request.ts'
import { ask } from '../../src/core/transitions.ts'
import { MessengerFault } from '../../src/ports.ts'
import { createMessenger } from '../../src/slack/messenger.ts'
import { a, anAsking, aRequestId, T0 } from '../builders.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { callsTo, change, channel, client, fault, keptLog, now, person, transcript } from './harness.ts'

const GONE = MessageTs.parse('1.000001')
const HASH = 'abcdef0123456789'.repeat(4)
const NEW = { look: false }
const LOOK = { look: true }

async function messengerForTest(options: { readonly us?: string } = {}) {
  const slack = await slackForTest()
  const { log, lines } = keptLog()
  const interactive = client(slack)
  const botId = options.us ?? (await interactive.auth.test()).bot_id ?? ''
  const posts = client(slack)
  const messenger = createMessenger({ posts, interactive, us: { botId }, command: '/cckm', log, now })
  const audit = channel(slack.channels.audit)
  const people = { channel: audit, requester: person(slack.users.requester) }
  // History is read from a minute before the asking on, so this request is asked now.
  const request: Request = { ...a('approved', people), askedAt: Date.now() }
  const { entry: asked } = ask(anAsking(people), T0)
  const entry: ChainedRequestEntry = { seq: 1, hash: HASH, entry: asked }
  return { slack, messenger, posts, lines, request, entry, audit }
}

async function faultOf(call: Promise<unknown>) {
  const error = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  )
  if (!(error instanceof MessengerFault)) throw new Error('expected a MessengerFault', { cause: error })
  return { reason: error.reason, retryAfterMs: error.retryAfterMs }
}

describe('usable', () => {
  it.each<[string, object, boolean]>([
    ['an ordinary channel', {}, true],
    ['a private channel that the bot is in', { is_private: true }, true],
    ['a channel shared within the organisation', { is_org_shared: true, is_shared: true }, true],
    ['an archived channel', { is_archived: true }, false],
    ['a channel that the bot is not in', { is_member: false }, false],
    ['a private channel that the bot is not in', { is_private: true, is_member: false }, false],
    ['a channel shared with another company', { is_ext_shared: true }, false],
  ])('says of %s what it is', async (_, set, expected) => {
    const { slack, messenger, audit } = await messengerForTest()
    await change(slack, { channel: { id: audit, set } })
    expect(await messenger.usable(audit)).toBe(expected)
  })

  it('is false for a channel that Slack does not know', async () => {
    const { messenger } = await messengerForTest()
    expect(await messenger.usable(channel('C0NONE'))).toBe(false)
  })

  it.each([
    ['500', 'unknown'],
    ['429', 'rate_limited'],
    ['missing_scope', 'refused'],
  ])('throws when Slack does not say: %s', async (kind, reason) => {
    const { slack, messenger, audit } = await messengerForTest()
    await fault(slack, 'conversations.info', kind)
    expect(await faultOf(messenger.usable(audit))).toMatchObject({ reason })
  })
})

describe('postCard', () => {
  it('posts the card with the request in its metadata', async () => {
    const { slack, messenger, request } = await messengerForTest()
    const ts = await messenger.postCard({ request, newest: null }, NEW)
    expect(await transcript(slack)).toMatchObject([
      { ts, metadata: { event_type: 'cckm_card', event_payload: { request: request.id } } },
    ])
  })

  it('does not look when there was no try before', async () => {
    const { slack, messenger, request } = await messengerForTest()
    await messenger.postCard({ request, newest: null }, NEW)
    expect(await callsTo(slack, 'conversations.history')).toEqual([])
  })

  it('finds the card of a try whose answer was lost', async () => {
    const { slack, messenger, request } = await messengerForTest()
    await fault(slack, 'chat.postMessage', 'drop_after_commit')
    expect(await faultOf(messenger.postCard({ request, newest: null }, NEW))).toMatchObject({
      reason: 'unknown',
    })
    const ts = await messenger.postCard({ request, newest: null }, LOOK)
    expect((await transcript(slack)).map((item) => item.ts)).toEqual([ts])
  })

  it('posts when it looked and found none', async () => {
    const { slack, messenger, request } = await messengerForTest()
    await messenger.postCard({ request, newest: null }, LOOK)
    expect(await transcript(slack)).toHaveLength(1)
  })

  it('does not take the card of another request for its own', async () => {
    const { slack, messenger, request } = await messengerForTest()
    const other = { ...request, id: aRequestId(2) }
    await messenger.postCard({ request: other, newest: null }, NEW)
    await messenger.postCard({ request, newest: null }, LOOK)
    expect(await transcript(slack)).toHaveLength(2)
  })

  it('does not take a message of another app with the same metadata for its own', async () => {
    const { slack, messenger, posts, request, audit } = await messengerForTest({ us: 'B0US' })
    const metadata = { event_type: 'cckm_card', event_payload: { request: request.id } }
    const { ts: forged } = await posts.chat.postMessage({ channel: audit, text: 'forged', metadata })
    const ts = await messenger.postCard({ request, newest: null }, LOOK)
    expect(ts).not.toBe(forged)
    expect(await transcript(slack)).toHaveLength(2)
  })
})

describe('redrawCard', () => {
  it('draws the card anew and keeps its metadata', async () => {
    const { slack, messenger, request } = await messengerForTest()
    const ts = await messenger.postCard({ request, newest: null }, NEW)
    const [before] = await transcript(slack)
    const expired: Request = { ...a('requested'), ...request, state: 'expired', endedAt: T0.getTime() }
    await messenger.redrawCard({ request: expired, newest: null }, ts)
    const [after] = await transcript(slack)
    expect(after).toMatchObject({ ts, edits: 1, metadata: before?.metadata })
    expect(after?.text).not.toBe(before?.text)
  })

  it('says that the card is gone', async () => {
    const { messenger, request } = await messengerForTest()
    expect(await faultOf(messenger.redrawCard({ request, newest: null }, GONE))).toMatchObject({
      reason: 'gone',
    })
  })
})

describe('postLine', () => {
  it("posts into the card's thread, with the entry's whole hash in its metadata", async () => {
    const { slack, messenger, request, entry } = await messengerForTest()
    const card = await messenger.postCard({ request, newest: null }, NEW)
    const ts = await messenger.postLine({ request, entry }, card, NEW)
    expect(await transcript(slack)).toMatchObject([
      {
        ts: card,
        thread: [
          {
            ts,
            metadata: { event_type: 'cckm_line', event_payload: { request: request.id, seq: 1, hash: HASH } },
          },
        ],
      },
    ])
  })

  it('finds the line of a try whose answer was lost, and another one not', async () => {
    const { slack, messenger, request, entry } = await messengerForTest()
    const card = await messenger.postCard({ request, newest: null }, NEW)
    await fault(slack, 'chat.postMessage', 'drop_after_commit')
    await faultOf(messenger.postLine({ request, entry }, card, NEW))
    const ts = await messenger.postLine({ request, entry }, card, LOOK)
    const next = { ...entry, seq: 2, hash: HASH.replace('a', 'b') }
    const other = await messenger.postLine({ request, entry: next }, card, LOOK)
    const [item] = await transcript(slack)
    expect(item?.thread.map((reply) => reply.ts)).toEqual([ts, other])
  })

  it.each([NEW, LOOK])('says that the thread is gone, with %j', async (options) => {
    const { messenger, request, entry } = await messengerForTest()
    expect(await faultOf(messenger.postLine({ request, entry }, GONE, options))).toMatchObject({
      reason: 'gone',
    })
  })
})

describe('what Slack says to a post', () => {
  it.each([
    ['429', { reason: 'rate_limited', retryAfterMs: 7_000 }, { ms: 7_000 }],
    ['500', { reason: 'unknown' }, {}],
    ['drop_after_commit', { reason: 'unknown' }, {}],
    ['is_archived', { reason: 'unusable_channel' }, {}],
    ['not_in_channel', { reason: 'unusable_channel' }, {}],
    ['channel_not_found', { reason: 'unusable_channel' }, {}],
    ['restricted_action', { reason: 'unusable_channel' }, {}],
    ['invalid_blocks', { reason: 'refused' }, {}],
    ['a_name_that_slack_made_up_later', { reason: 'refused' }, {}],
    ['service_unavailable', { reason: 'unknown' }, {}],
    ['internal_error', { reason: 'unknown' }, {}],
  ])('comes back as a fault: %s', async (kind, expected, more) => {
    const { slack, messenger, request } = await messengerForTest()
    await fault(slack, 'chat.postMessage', kind, more)
    expect(await faultOf(messenger.postCard({ request, newest: null }, NEW))).toMatchObject(expected)
    expect(await callsTo(slack, 'chat.postMessage')).toHaveLength(1)
  })

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'to a redraw means a new card: %s',
    async (kind) => {
      const { slack, messenger, request } = await messengerForTest()
      await fault(slack, 'chat.update', kind)
      expect(await faultOf(messenger.redrawCard({ request, newest: null }, GONE))).toMatchObject({
        reason: 'gone',
      })
    },
  )
})

describe('tellRequester', () => {
  it('writes to the requester, with a link to the card', async () => {
    const { slack, messenger, request, entry } = await messengerForTest()
    const card = await messenger.postCard({ request, newest: null }, NEW)
    const ts = await messenger.tellRequester({ request, entry }, card)
    const told = await transcript(slack, slack.users.requester)
    expect(told).toMatchObject([{ ts }])
    expect(JSON.stringify(told)).toContain(`/archives/${request.channel}/p${card.replace('.', '')}`)
  })

  it('writes without a link when the card is gone, or there never was one', async () => {
    const { slack, messenger, request, entry } = await messengerForTest()
    await messenger.tellRequester({ request, entry }, GONE)
    await messenger.tellRequester({ request, entry }, null)
    const told = await transcript(slack, slack.users.requester)
    expect(told).toHaveLength(2)
    expect(JSON.stringify(told)).not.toContain('/archives/')
  })

  it('gives up on a requester who left, and notes it', async () => {
    const { slack, messenger, request, entry, lines } = await messengerForTest()
    await change(slack, { user: { id: request.requester, set: { deleted: true } } })
    expect(await messenger.tellRequester({ request, entry }, null)).toBeNull()
    expect(lines).toMatchObject([
      { level: 'warn', fields: { requestId: request.id, refused: 'user_disabled' } },
    ])
  })

  it.each([
    ['429', 'rate_limited'],
    ['500', 'unknown'],
  ])('does not give up for %s', async (kind, reason) => {
    const { slack, messenger, request, entry, lines } = await messengerForTest()
    await fault(slack, 'chat.postMessage', kind)
    expect(await faultOf(messenger.tellRequester({ request, entry }, null))).toMatchObject({ reason })
    expect(lines).toEqual([])
  })
})
