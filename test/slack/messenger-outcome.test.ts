import { describe, expect, it } from 'vitest'
import { a, aRequestId } from '../builders.ts'
import { callsTo, change, fault, transcript } from './harness.ts'
import { faultOf, GONE, HASH, LOOK, messengerForTest, NEW } from './messenger-for-test.ts'

type Told = Awaited<ReturnType<typeof messengerForTest>>

/** The two ways to tell an outcome beside the card, and where each is to be seen. */
const WAYS = [
  {
    way: 'tellRequester' as const,
    seen: ({ slack }: Told) => transcript(slack, slack.users.requester),
  },
  {
    way: 'postOutcome' as const,
    seen: ({ slack }: Told) => transcript(slack, slack.channels.oncall),
  },
]

describe.each(WAYS)('$way', ({ way, seen }) => {
  it('tells it once, with a link to the card, and its hash in the metadata', async () => {
    const bot = await messengerForTest()
    const { messenger, request, entry } = bot
    const card = await messenger.postCard({ request, newest: null, replaces: false }, NEW)
    const ts = await messenger[way]({ request, entry }, card, NEW)
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
    const { messenger, request, entry } = bot
    await messenger[way]({ request, entry }, GONE, NEW)
    await messenger[way]({ request, entry }, null, NEW)
    const told = await seen(bot)
    expect(told).toHaveLength(2)
    expect(JSON.stringify(told)).not.toContain('/archives/')
  })

  it('finds what a try told whose answer was lost, and tells another outcome all the same', async () => {
    const bot = await messengerForTest()
    const { slack, messenger, request, entry } = bot
    await fault(slack, 'chat.postMessage', 'drop_after_commit')
    expect(await faultOf(messenger[way]({ request, entry }, null, NEW))).toMatchObject({ reason: 'unknown' })
    const ts = await messenger[way]({ request, entry }, null, LOOK)
    const next = { ...entry, seq: 2, hash: HASH.replace('a', 'b') }
    const other = await messenger[way]({ request, entry: next }, null, LOOK)
    expect((await seen(bot)).map((message) => message.ts)).toEqual([ts, other])
  })

  it('does not look when there was no try before', async () => {
    const { slack, messenger, request, entry } = await messengerForTest()
    await messenger[way]({ request, entry }, null, NEW)
    expect(await callsTo(slack, 'conversations.history')).toEqual([])
    expect(await callsTo(slack, 'conversations.open')).toEqual([])
  })

  it.each([
    ['429', { reason: 'rate_limited', retryAfterMs: 7_000 }, { ms: 7_000 }],
    ['500', { reason: 'unknown' }, {}],
    ['internal_error', { reason: 'unknown' }, {}],
  ])('does not give up for %s, before or after it has looked', async (kind, expected, more) => {
    const { slack, messenger, request, entry, lines } = await messengerForTest()
    for (const options of [NEW, LOOK]) {
      await fault(slack, 'chat.postMessage', kind, more)
      expect(await faultOf(messenger[way]({ request, entry }, null, options))).toMatchObject(expected)
    }
    await fault(slack, 'conversations.history', kind, more)
    expect(await faultOf(messenger[way]({ request, entry }, null, LOOK))).toMatchObject(expected)
    expect(lines).toEqual([])
  })

  it('gives up on what Slack will never take, so that the card is not held up, and notes it', async () => {
    const { slack, messenger, request, entry, lines } = await messengerForTest()
    await fault(slack, 'chat.postMessage', 'msg_too_long')
    expect(await messenger[way]({ request, entry }, null, NEW)).toBeNull()
    expect(lines).toMatchObject([
      { level: 'warn', fields: { requestId: request.id, refused: 'msg_too_long' } },
    ])
  })
})

describe('tellRequester', () => {
  it.each([NEW, LOOK])('gives up on a requester who left, and notes it, with %j', async (options) => {
    const { slack, messenger, request, entry, lines } = await messengerForTest()
    await change(slack, { user: { id: request.requester, set: { deleted: true } } })
    expect(await messenger.tellRequester({ request, entry }, null, options)).toBeNull()
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
      expect(await messenger.postOutcome({ request, entry }, null, options)).toBeNull()
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'warn'])
    expect(await messenger.usable(audit)).toBe(true)
    expect(await messenger.postCard({ request, newest: null, replaces: false }, NEW)).toBeTruthy()
  })

  it('writes where the command was typed, not where the card is', async () => {
    const { slack, messenger, request, entry } = await messengerForTest()
    await messenger.postOutcome({ request: { ...a('succeeded'), ...request }, entry }, null, NEW)
    expect(await transcript(slack)).toEqual([])
    expect(await transcript(slack, slack.channels.oncall)).toHaveLength(1)
  })
})
