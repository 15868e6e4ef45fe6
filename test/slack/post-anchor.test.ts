import { describe, expect, it } from 'vitest'
import { createPostAnchor } from '../../src/slack/post-anchor.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { callsTo, change, channel, client, fault, transcript } from './harness.ts'
import { faultOf, HASH, LOOK, NEW } from './messenger-for-test.ts'

const anchor = { seq: 7, hash: HASH, at: new Date().toISOString() }

async function poster(more: { readonly instance?: string; readonly botId?: string } = {}) {
  const slack = await slackForTest()
  const posts = client(slack)
  const botId = more.botId ?? (await posts.auth.test()).bot_id ?? ''
  const post = createPostAnchor(posts, { botId }, more)
  const audit = channel(slack.channels.audit)
  return { slack, audit, post: (options = NEW, of = anchor) => post(of, { ...options, channel: audit }) }
}

describe('createPostAnchor', () => {
  it('posts a message of its own, with the whole anchor in its metadata', async () => {
    const { slack, post } = await poster()
    const ts = await post()
    expect(await transcript(slack)).toMatchObject([
      {
        ...{ ts, text: expect.stringMatching(`^Audit log: #7 · ${HASH}\\n`), thread: [] },
        metadata: { event_type: 'cckm_anchor', event_payload: anchor },
      },
    ])
  })

  it('finds what a try posted whose answer was lost', async () => {
    const { slack, post } = await poster()
    await fault(slack, 'chat.postMessage', 'drop_after_commit')
    expect(await faultOf(post())).toMatchObject({ reason: 'unknown' })
    const ts = await post(LOOK)
    expect(await transcript(slack)).toMatchObject([{ ts }])
  })

  it('finds it also where the clock that chose it was hours ahead of Slack’s', async () => {
    const { slack, post } = await poster()
    const ahead = { ...anchor, at: new Date(Date.now() + 12 * 3_600_000).toISOString() }
    const ts = await post(NEW, ahead)
    expect([await post(LOOK, ahead), (await transcript(slack)).length]).toEqual([ts, 1])
  })

  it('does not take another anchor, or the same one of another bot, for its own', async () => {
    const { slack, post } = await poster()
    const other = { ...anchor, seq: 8, hash: HASH.replace('a', 'b') }
    expect(await post(LOOK, other)).not.toBe(await post(LOOK))
    const stranger = await poster({ botId: 'B0OTHER' })
    for (const _ of [1, 2]) await stranger.post(LOOK)
    expect((await transcript(slack)).length).toBe(2)
    expect((await transcript(stranger.slack)).length).toBe(2)
  })

  it('does not look when there was no try before', async () => {
    const { slack, post } = await poster()
    await post()
    expect(await callsTo(slack, 'conversations.history')).toEqual([])
  })

  it('posts none where people of another company would see it', async () => {
    const { slack, post, audit } = await poster()
    await change(slack, { channel: { id: audit, set: { is_ext_shared: true } } })
    expect(await faultOf(post())).toMatchObject({ reason: 'unusable_channel', slack: 'is_ext_shared' })
    expect(await transcript(slack)).toEqual([])
  })

  it('says with Slack’s word why a channel does not take it', async () => {
    const { slack, post, audit } = await poster()
    await change(slack, { channel: { id: audit, set: { is_archived: true } } })
    expect(await faultOf(post())).toMatchObject({ reason: 'unusable_channel', slack: 'is_archived' })
    await change(slack, { channel: { id: audit, set: { is_archived: false } } })
    await fault(slack, 'conversations.info', 'channel_not_found')
    expect(await faultOf(post())).toMatchObject({ reason: 'unusable_channel', slack: 'channel_not_found' })
    await fault(slack, 'chat.postMessage', '429', { ms: 7_000 })
    expect(await faultOf(post())).toMatchObject({ reason: 'rate_limited', retryAfterMs: 7_000 })
  })
})
