import { describe, expect, it } from 'vitest'
import { errorOf, post, slackForTest, webClient } from './harness.ts'

describe('conversations.history', () => {
  it('shows metadata on request only', async () => {
    const { client, channel } = await channelWith([])
    const metadata = { event_type: 'cckm_audit', event_payload: { seq: 12 } }
    await client.chat.postMessage({ channel, text: 'x', metadata })

    const plain = await client.conversations.history({ channel })
    const full = await client.conversations.history({ channel, include_all_metadata: true })

    expect(plain.messages?.[0]).not.toHaveProperty('metadata')
    expect(full.messages?.[0]).toMatchObject({
      metadata,
      bot_id: expect.any(String),
      app_id: expect.any(String),
    })
  })

  it('goes from the newest back, page by page', async () => {
    const { client, channel } = await channelWith(['one', 'two', 'three'])

    const first = await client.conversations.history({ channel, limit: 2 })
    const cursor = first.response_metadata?.next_cursor ?? ''
    const second = await client.conversations.history({ channel, limit: 2, cursor })

    expect(texts(first)).toEqual(['three', 'two'])
    expect(first.has_more).toBe(true)
    expect(texts(second)).toEqual(['one'])
    expect(second.has_more).toBe(false)
  })

  it('leaves out the bounds unless they are inclusive', async () => {
    const { client, channel, stamps } = await channelWith(['one', 'two', 'three'])
    const range = { channel, oldest: stamps[0] ?? '', latest: stamps[2] ?? '' }

    expect(texts(await client.conversations.history(range))).toEqual(['two'])
    expect(texts(await client.conversations.history({ ...range, inclusive: true }))).toEqual([
      'three',
      'two',
      'one',
    ])
  })

  it('refuses a limit and a cursor that make no sense', async () => {
    const { client, channel } = await channelWith(['one'])
    expect(await errorOf(client.conversations.history({ channel, limit: 2000 }))).toBe('invalid_limit')
    expect(await errorOf(client.conversations.history({ channel, cursor: 'nonsense' }))).toBe(
      'invalid_cursor',
    )
  })
})

describe('conversations.replies', () => {
  it('gives the parent, then the replies, oldest first', async () => {
    const { client, channel, stamps } = await channelWith(['card'])
    const [ts = ''] = stamps
    await client.chat.postMessage({ channel, text: 'first', thread_ts: ts })
    await client.chat.postMessage({ channel, text: 'second', thread_ts: ts })

    expect(texts(await client.conversations.replies({ channel, ts }))).toEqual(['card', 'first', 'second'])
    expect(texts(await client.conversations.history({ channel }))).toEqual(['card'])
  })

  it('keeps the thread of a deleted parent behind a tombstone', async () => {
    const { slack, client, channel, stamps } = await channelWith(['card'])
    const [ts = ''] = stamps
    await client.chat.postMessage({ channel, text: 'line', thread_ts: ts })

    await post(slack, '/control/world', { deleteMessage: { channel, ts } })

    const { messages } = await client.conversations.replies({ channel, ts })
    expect(messages).toMatchObject([{ subtype: 'tombstone' }, { text: 'line' }])
  })

  it('answers thread_not_found when nothing is left', async () => {
    const { slack, client, channel, stamps } = await channelWith(['card'])
    const [ts = ''] = stamps
    await post(slack, '/control/world', { deleteMessage: { channel, ts } })
    expect(await errorOf(client.conversations.replies({ channel, ts }))).toBe('thread_not_found')
  })

  it('never shows ephemeral messages', async () => {
    const { slack, client, channel } = await channelWith(['card'])
    await client.chat.postEphemeral({ channel, user: slack.users.requester, text: 'psst' })
    expect(texts(await client.conversations.history({ channel }))).toEqual(['card'])
  })
})

async function channelWith(contents: readonly string[]) {
  const slack = await slackForTest()
  const client = webClient(slack)
  const channel = slack.channels.audit
  const stamps: string[] = []
  for (const text of contents) stamps.push((await client.chat.postMessage({ channel, text })).ts ?? '')
  return { slack, client, channel, stamps }
}

function texts({ messages = [] }: { messages?: { text?: string }[] }) {
  return messages.map(({ text }) => text)
}
