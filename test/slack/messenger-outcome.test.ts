import { describe, expect, it } from 'vitest'
import type { MessageTs } from '../../src/core/ids.ts'
import type { LineState } from '../../src/ports.ts'
import { a, aRequestId } from '../builders.ts'
import { callsTo, change, channel, fault, transcript } from './harness.ts'
import { faultOf, GONE, HASH, LOOK, messengerForTest, NEW } from './messenger-for-test.ts'

type Told = Awaited<ReturnType<typeof messengerForTest>>

interface Way {
  readonly way: string
  readonly tell: (
    told: Told,
    line: LineState,
    card: MessageTs | null,
    options: typeof NEW,
  ) => Promise<MessageTs>
  readonly place: (told: Told) => string
}

function outcomeIn(way: string, place: Way['place']): Way {
  return {
    ...{ way, place },
    tell: (told, line, card, options) =>
      told.messenger.postOutcome(line, card, { ...options, channel: channel(place(told)) }),
  }
}

/** The ways to tell an outcome beside the card, and where each is to be seen. */
const WAYS: readonly Way[] = [
  {
    way: 'tellRequester',
    tell: ({ messenger }, line, card, options) => messenger.tellRequester(line, card, options),
    place: ({ slack }) => slack.users.requester,
  },
  outcomeIn('postOutcome where it was asked for', ({ oncall }) => oncall),
  outcomeIn('postOutcome where the policy wants it told', ({ slack }) => slack.channels.payments),
]

describe.each(WAYS)('$way', ({ tell, place }) => {
  const seen = (told: Told) => transcript(told.slack, place(told))

  it('tells it once, with a link to the card, and its hash in the metadata', async () => {
    const bot = await messengerForTest()
    const { messenger, request, entry } = bot
    const card = await messenger.postCard({ request, newest: null, replaces: false }, NEW)
    const ts = await tell(bot, { request, entry }, card, NEW)
    const told = await seen(bot)
    expect(told).toMatchObject([
      {
        ts,
        metadata: { event_type: 'cckm_outcome', event_payload: { request: request.id, seq: 1, hash: HASH } },
        thread: [],
      },
    ])
    expect(JSON.stringify(told)).toContain(`/archives/${request.channel}/p${card.replace('.', '')}`)
  })

  it('tells it without a link when the card is gone, or there never was one', async () => {
    const bot = await messengerForTest()
    const { request, entry } = bot
    await tell(bot, { request, entry }, GONE, NEW)
    await tell(bot, { request, entry }, null, NEW)
    const told = await seen(bot)
    expect(told).toHaveLength(2)
    expect(JSON.stringify(told)).not.toContain('/archives/')
  })

  it('finds what a try told whose answer was lost, and tells another outcome all the same', async () => {
    const bot = await messengerForTest()
    const { slack, request, entry } = bot
    await fault(slack, 'chat.postMessage', 'drop_after_commit')
    expect(await faultOf(tell(bot, { request, entry }, null, NEW))).toMatchObject({ reason: 'unknown' })
    const ts = await tell(bot, { request, entry }, null, LOOK)
    const next = { ...entry, seq: 2, hash: HASH.replace('a', 'b') }
    const other = await tell(bot, { request, entry: next }, null, LOOK)
    expect((await seen(bot)).map((message) => message.ts)).toEqual([ts, other])
  })

  it('does not look when there was no try before', async () => {
    const bot = await messengerForTest()
    const { slack, request, entry } = bot
    await tell(bot, { request, entry }, null, NEW)
    expect(await callsTo(slack, 'conversations.history')).toEqual([])
    expect(await callsTo(slack, 'conversations.open')).toEqual([])
  })

  it.each([
    ['429', { reason: 'rate_limited', retryAfterMs: 7_000 }, { ms: 7_000 }],
    ['500', { reason: 'unknown' }, {}],
    ['internal_error', { reason: 'unknown' }, {}],
  ])('does not give up for %s, before or after it has looked', async (kind, expected, more) => {
    const bot = await messengerForTest()
    const { slack, request, entry, lines } = bot
    for (const options of [NEW, LOOK]) {
      await fault(slack, 'chat.postMessage', kind, more)
      expect(await faultOf(tell(bot, { request, entry }, null, options))).toMatchObject(expected)
    }
    await fault(slack, 'conversations.history', kind, more)
    expect(await faultOf(tell(bot, { request, entry }, null, LOOK))).toMatchObject(expected)
    expect(lines).toEqual([])
  })

  it('gives up on what Slack will never take, so that the card is not held up, and notes it', async () => {
    const bot = await messengerForTest()
    const { slack, request, entry, lines } = bot
    await fault(slack, 'chat.postMessage', 'msg_too_long')
    expect(await faultOf(tell(bot, { request, entry }, null, NEW))).toMatchObject({
      reason: 'refused',
      slack: 'msg_too_long',
    })
    expect(lines).toMatchObject([
      { level: 'warn', fields: { requestId: request.id, refused: 'msg_too_long' } },
    ])
  })
})

describe('tellRequester', () => {
  it.each([NEW, LOOK])('gives up on a requester who left, and notes it, with %j', async (options) => {
    const { slack, messenger, request, entry, lines } = await messengerForTest()
    await change(slack, { user: { id: request.requester, set: { deleted: true } } })
    const fault = await faultOf(messenger.tellRequester({ request, entry }, null, options))
    expect(fault).toMatchObject({ reason: 'refused', slack: 'user_disabled' })
    expect(lines).toMatchObject([{ level: 'warn', fields: { requestId: request.id } }])
  })

  it('does not take what was told of another request for its own', async () => {
    const bot = await messengerForTest()
    const { messenger, request, entry } = bot
    const other = { ...request, id: aRequestId(2) }
    const before = await messenger.tellRequester(
      { request: other, entry: { ...entry, seq: 9, hash: HASH.replace('a', 'b') } },
      null,
      NEW,
    )
    expect(await messenger.tellRequester({ request, entry }, null, LOOK)).not.toBe(before)
  })
})

describe('postOutcome', () => {
  it.each([
    ['the bot is not in', { is_member: false }],
    ['was archived', { is_archived: true }],
  ])('gives up on a channel that %s, and does not take the audit channel for unusable', async (_, set) => {
    const { slack, messenger, request, entry, lines, audit, oncall } = await messengerForTest()
    await change(slack, { channel: { id: oncall, set } })
    for (const options of [NEW, LOOK])
      expect(
        await faultOf(messenger.postOutcome({ request, entry }, null, { ...options, channel: oncall })),
      ).toMatchObject({ reason: 'refused' })
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'warn'])
    expect(await messenger.usable(audit)).toBe(true)
    expect(await messenger.postCard({ request, newest: null, replaces: false }, NEW)).toBeTruthy()
  })

  it('writes where it is told to, and nowhere else', async () => {
    const { slack, messenger, request, entry, oncall } = await messengerForTest()
    const over: LineState = { request: { ...a('succeeded'), ...request }, entry }
    await messenger.postOutcome(over, null, { ...NEW, channel: oncall })
    const messages = async () =>
      Promise.all(Object.values(slack.channels).map(async (id) => (await transcript(slack, id)).length))
    expect(await messages()).toEqual(Object.values(slack.channels).map((id) => Number(id === oncall)))
  })

  it('finds what was told in one channel there only: another is told all the same', async () => {
    const { slack, messenger, request, entry, oncall } = await messengerForTest()
    const elsewhere = channel(slack.channels.payments)
    const there = await messenger.postOutcome({ request, entry }, null, { ...NEW, channel: oncall })
    const first = await messenger.postOutcome({ request, entry }, null, { ...LOOK, channel: elsewhere })
    const again = await messenger.postOutcome({ request, entry }, null, { ...LOOK, channel: elsewhere })
    expect(await transcript(slack, oncall)).toMatchObject([{ ts: there }])
    expect(await transcript(slack, elsewhere)).toMatchObject([{ ts: first }])
    expect(again).toBe(first)
  })

  it('says that it was asked for here in the channel where it was, and nowhere else', async () => {
    const { slack, messenger, request, entry, oncall } = await messengerForTest()
    const elsewhere = channel(slack.channels.payments)
    for (const place of [oncall, elsewhere])
      await messenger.postOutcome({ request, entry }, null, { ...NEW, channel: place })
    const said = async (place: string) => JSON.stringify((await transcript(slack, place))[0]?.blocks)
    expect([await said(oncall), await said(elsewhere)].map((text) => text.includes('asked here'))).toEqual([
      true,
      false,
    ])
  })
})

describe('postOutcome in a channel that came to be shared with another company', () => {
  it('tells nothing there, and the log has it', async () => {
    const { slack, messenger, lines, request, entry, oncall } = await messengerForTest()
    await change(slack, { channel: { id: oncall, set: { is_ext_shared: true } } })
    const told = messenger.postOutcome({ request, entry }, null, { ...NEW, channel: oncall })
    expect(await faultOf(told)).toMatchObject({ reason: 'refused' })
    expect(await transcript(slack, oncall)).toEqual([])
    expect(JSON.stringify(lines)).toContain('not told in a channel that is not ours')
  })
})
