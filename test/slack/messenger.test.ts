import { describe, expect, it } from 'vitest'
import type { Request } from '../../src/core/request.ts'
import { a, aRequestId, HUNG_UP, ONE_APPROVAL, T0, waiting } from '../builders.ts'
import { callsTo, change, channel, fault, transcript } from './harness.ts'
import { faultOf, GONE, HASH, LOOK, messengerForTest, NEW } from './messenger-for-test.ts'

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
    const ts = await messenger.postCard({ request, newest: null, replaces: false }, NEW)
    expect(await transcript(slack)).toMatchObject([
      { ts, metadata: { event_type: 'cckm_card', event_payload: { request: request.id } } },
    ])
  })

  it('mentions those who may approve under the policy', async () => {
    const { slack, messenger, request } = await messengerForTest()
    const { channel, requester, askedAt } = request
    const asking = { ...waiting({ rule: { ...ONE_APPROVAL, channel }, requester }), askedAt }
    await messenger.postCard({ request: asking, newest: null, replaces: false }, NEW)
    expect(JSON.stringify(await transcript(slack))).toContain(slack.groups.security)
  })

  it('does not look when there was no try before', async () => {
    const { slack, messenger, request } = await messengerForTest()
    await messenger.postCard({ request, newest: null, replaces: false }, NEW)
    expect(await callsTo(slack, 'conversations.history')).toEqual([])
  })

  it('finds the card of a try whose answer was lost', async () => {
    const { slack, messenger, request } = await messengerForTest()
    await fault(slack, 'chat.postMessage', 'drop_after_commit')
    expect(await faultOf(messenger.postCard({ request, newest: null, replaces: false }, NEW))).toMatchObject({
      reason: 'unknown',
    })
    const ts = await messenger.postCard({ request, newest: null, replaces: false }, LOOK)
    expect((await transcript(slack)).map((item) => item.ts)).toEqual([ts])
  })

  it('posts when it looked and found none', async () => {
    const { slack, messenger, request } = await messengerForTest()
    await messenger.postCard({ request, newest: null, replaces: false }, LOOK)
    expect(await transcript(slack)).toHaveLength(1)
  })

  it('does not take the card of another request for its own', async () => {
    const { slack, messenger, request } = await messengerForTest()
    const other = { ...request, id: aRequestId(2) }
    await messenger.postCard({ request: other, newest: null, replaces: false }, NEW)
    await messenger.postCard({ request, newest: null, replaces: false }, LOOK)
    expect(await transcript(slack)).toHaveLength(2)
  })

  it('does not take a message of another app with the same metadata for its own', async () => {
    const { slack, messenger, posts, request, audit } = await messengerForTest({ us: 'B0US' })
    const metadata = { event_type: 'cckm_card', event_payload: { request: request.id } }
    const { ts: forged } = await posts.chat.postMessage({ channel: audit, text: 'forged', metadata })
    const ts = await messenger.postCard({ request, newest: null, replaces: false }, LOOK)
    expect(ts).not.toBe(forged)
    expect(await transcript(slack)).toHaveLength(2)
  })
})

describe('redrawCard', () => {
  it('draws the card anew and keeps its metadata', async () => {
    const { slack, messenger, request } = await messengerForTest()
    const ts = await messenger.postCard({ request, newest: null, replaces: false }, NEW)
    const [before] = await transcript(slack)
    const expired: Request = { ...a('requested'), ...request, state: 'expired', endedAt: T0.getTime() }
    await messenger.redrawCard({ request: expired, newest: null, replaces: false }, ts)
    const [after] = await transcript(slack)
    expect(after).toMatchObject({ ts, edits: 1, metadata: before?.metadata })
    expect(after?.text).not.toBe(before?.text)
  })

  it('says that the card is gone', async () => {
    const { messenger, request } = await messengerForTest()
    expect(
      await faultOf(messenger.redrawCard({ request, newest: null, replaces: false }, GONE)),
    ).toMatchObject({
      reason: 'gone',
    })
  })
})

describe('postLine', () => {
  it("posts into the card's thread, with the entry's whole hash in its metadata", async () => {
    const { slack, messenger, request, entry } = await messengerForTest()
    const card = await messenger.postCard({ request, newest: null, replaces: false }, NEW)
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

  it('mentions those who may say what became of a call', async () => {
    const { slack, messenger, request, entry } = await messengerForTest()
    const card = await messenger.postCard({ request, newest: null, replaces: false }, NEW)
    const { v, at } = entry.entry
    const asking = { v, at, request: request.id, kind: 'person_asked', fault: HUNG_UP } as const
    await messenger.postLine({ request, entry: { ...entry, entry: asking } }, card, NEW)
    const [posted] = await transcript(slack)
    expect(JSON.stringify(posted?.thread)).toContain(slack.groups.security)
  })

  it('finds the line of a try whose answer was lost, and another one not', async () => {
    const { slack, messenger, request, entry } = await messengerForTest()
    const card = await messenger.postCard({ request, newest: null, replaces: false }, NEW)
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
    ['ekm_access_denied', { reason: 'unknown', slack: 'ekm_access_denied' }, {}],
  ])('comes back as a fault: %s', async (kind, expected, more) => {
    const { slack, messenger, request } = await messengerForTest()
    await fault(slack, 'chat.postMessage', kind, more)
    expect(await faultOf(messenger.postCard({ request, newest: null, replaces: false }, NEW))).toMatchObject(
      expected,
    )
    expect(await callsTo(slack, 'chat.postMessage')).toHaveLength(1)
  })

  it.each(['token_revoked', 'invalid_auth', 'account_inactive', 'not_authed', 'token_expired'])(
    'about the bot itself gives nothing up, and the log says it: %s',
    async (kind) => {
      const { slack, messenger, request, entry, lines } = await messengerForTest()
      await fault(slack, 'chat.postMessage', kind, { times: 4 })
      const line = { request, entry }
      for (const told of [
        messenger.postCard({ ...line, newest: null, replaces: false }, NEW),
        messenger.postLine(line, GONE, NEW),
        messenger.tellRequester(line, null, NEW),
        messenger.postOutcome(line, null, { ...NEW, channel: request.channel }),
      ])
        expect(await faultOf(told)).toMatchObject({ reason: 'unknown', slack: kind })
      expect(lines).toEqual(
        Array(4).fill({
          ...{ level: 'error', fields: { refused: kind } },
          sentence: expect.stringContaining('SLACK_BOT_TOKEN'),
        }),
      )
    },
  )

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'to a redraw means a new card: %s',
    async (kind) => {
      const { slack, messenger, request } = await messengerForTest()
      await fault(slack, 'chat.update', kind)
      expect(
        await faultOf(messenger.redrawCard({ request, newest: null, replaces: false }, GONE)),
      ).toMatchObject({
        reason: 'gone',
      })
    },
  )
})
