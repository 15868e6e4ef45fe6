import { describe, expect, it } from 'vitest'
import { MessageTs } from '../../src/core/ids.ts'
import { findMessage } from '../../src/slack/find-message.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { callsTo, channel, client } from './harness.ts'

const START = 1_700_000_000_000

async function channelForTest() {
  const clock = { at: START }
  const slack = await slackForTest({ now: () => clock.at })
  const web = client(slack)
  const { bot_id: botId = '' } = await web.auth.test()
  const audit = channel(slack.channels.audit)
  const wanted = { channel: audit, since: START, event: 'cckm_card', field: 'request', value: 'R-1' } as const
  async function say(event_type: string, event_payload: Record<string, string>, more: object = {}) {
    const metadata = { event_type, event_payload }
    return MessageTs.parse((await web.chat.postMessage({ channel: audit, text: 'x', metadata, ...more })).ts)
  }
  const find = (changes: object = {}) => findMessage(web, { botId }, { ...wanted, ...changes })
  return { slack, clock, web, audit, say, find }
}

describe('findMessage', () => {
  it('finds our own message by what it is about', async () => {
    const { say, find } = await channelForTest()
    await say('cckm_card', { request: 'R-0' })
    const ts = await say('cckm_card', { request: 'R-1' })
    await say('cckm_card', { request: 'R-2' })
    expect(await find()).toBe(ts)
  })

  it.each<[string, string, Record<string, string>]>([
    ['another event', 'cckm_line', { request: 'R-1' }],
    ['another value', 'cckm_card', { request: 'R-10' }],
    ['the value in another field', 'cckm_card', { hash: 'R-1' }],
    ['the value in an inherited field', 'cckm_card', { constructor: 'R-1' }],
  ])('does not take a message of %s', async (_, event, payload) => {
    const { say, find } = await channelForTest()
    await say(event, payload)
    expect(await find()).toBeNull()
  })

  it('does not take a message without metadata', async () => {
    const { web, audit, find } = await channelForTest()
    await web.chat.postMessage({ channel: audit, text: 'R-1' })
    expect(await find()).toBeNull()
  })

  it('does not take a message of somebody else', async () => {
    const { say, web, audit } = await channelForTest()
    await say('cckm_card', { request: 'R-1' })
    const wanted = {
      channel: audit,
      since: START,
      event: 'cckm_card',
      field: 'request',
      value: 'R-1',
    } as const
    expect(await findMessage(web, { botId: 'B0OTHER' }, wanted)).toBeNull()
    expect(await findMessage(web, { botId: '' }, wanted)).toBeNull()
  })

  it('looks in the thread for a line, and only there', async () => {
    const { say, find } = await channelForTest()
    const card = await say('cckm_card', { request: 'R-1' })
    const other = await say('cckm_card', { request: 'R-2' })
    const ts = await say('cckm_line', { hash: 'abc' }, { thread_ts: card })
    const line = { event: 'cckm_line', field: 'hash', value: 'abc' }
    expect(await find({ ...line, thread: card })).toBe(ts)
    expect(await find({ ...line, thread: other })).toBeNull()
    expect(await find(line)).toBeNull()
  })

  it.each([
    ['finds one from a time zone before the asking, since clocks differ', 14 * 3_600_000, true],
    ['leaves older ones alone', 27 * 3_600_000, false],
  ])('%s', async (_, before, found) => {
    const { say, find, clock } = await channelForTest()
    clock.at = START - before
    const ts = await say('cckm_card', { request: 'R-1' })
    expect(await find()).toBe(found ? ts : null)
  })

  it('turns the pages until it finds it', async () => {
    const { slack, say, find } = await channelForTest()
    const ts = await say('cckm_card', { request: 'R-1' })
    for (let more = 0; more < 201; more += 1) await say('cckm_card', { request: 'R-2' })
    expect(await find()).toBe(ts)
    expect(await callsTo(slack, 'conversations.history')).toHaveLength(2)
  })
})
