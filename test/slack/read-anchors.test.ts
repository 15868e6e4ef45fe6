import { describe, expect, it } from 'vitest'
import { anchorText } from '../../src/core/anchor.ts'
import { readAnchors, readLines } from '../../src/slack/read-anchors.ts'
import { anchorMessage } from '../../src/slack/views/anchor.ts'
import { card } from '../../src/slack/views/card.ts'
import { line } from '../../src/slack/views/line.ts'
import { approvedBySam, twoPersons } from '../builders.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { client } from './harness.ts'

const HASH = 'ab'.repeat(32)
const clock = { sleep: async () => {} }

async function aChannel() {
  const slack = await slackForTest()
  const web = client(slack)
  const { bot_id: botId = '' } = await web.auth.test()
  const channel = slack.channels.audit
  const say = async (text: string, event_type: string, event_payload: object, more: object = {}) =>
    String(
      (
        await web.chat.postMessage({
          channel,
          text,
          metadata: { event_type, event_payload: { ...event_payload } },
          ...more,
        })
      ).ts,
    )
  return {
    web,
    channel,
    say,
    botId,
    read: (author = botId) => readAnchors(web, { botId: author }, channel, clock),
  }
}

describe('readAnchors', () => {
  it('reads the data and the text of each, over all pages', async () => {
    const { say, read } = await aChannel()
    for (let n = 1; n <= 205; n++)
      await say(n % 2 ? anchorText({ seq: n, hash: HASH }) : 'x', n % 2 ? 'other' : 'cckm_anchor', {
        seq: n,
        hash: HASH,
      })
    const { told } = await read()
    expect(told.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 205 }, (_, n) => n + 1),
    )
    expect(new Set(told.map((one) => one.in))).toEqual(new Set(['data', 'text']))
    // So many posts take their time on a busy machine.
  }, 30_000)

  it('does not believe one that somebody else posted', async () => {
    const { say, read } = await aChannel()
    const ts = await say(anchorText({ seq: 1, hash: HASH }), 'cckm_anchor', { seq: 1, hash: HASH })
    expect(await read('B0OTHER')).toEqual({ told: [], cards: [], oldest: ts })
  })

  it('reads what an anchor shows, where that is something else than its data and its text', async () => {
    const { say, read } = await aChannel()
    const anchor = { seq: 7, hash: HASH, at: '2026-03-02T10:00:00.000Z' }
    const other = { ...anchor, hash: 'c'.repeat(64) }
    for (const shown of [anchor, other])
      await say(anchorText(anchor), 'cckm_anchor', anchor, { blocks: anchorMessage(shown, {}).blocks })
    expect((await read()).told.map(({ hash, in: part }) => [hash, part])).toEqual([
      [HASH, 'data'],
      [other.hash, 'text'],
      [HASH, 'data'],
    ])
  })

  it('reads the foot of each card, as the bot draws it', async () => {
    const { say, read } = await aChannel()
    const { to, entry } = approvedBySam()
    const drawn = { request: to, newest: { seq: 7, hash: HASH, entry }, replaces: false }
    const { blocks } = card(drawn, { policy: twoPersons, instance: 'audit log #9 · prod' })
    const ts = await say('x', 'cckm_card', { request: to.id }, { blocks })
    await say('x', 'cckm_card', { request: 'R-22222222' })
    await say('x', 'other', { request: to.id }, { blocks })
    const foot = { seq: 7, hash: HASH.slice(0, 32), ts, in: 'text', request: to.id }
    expect((await read()).cards).toEqual([foot])
    expect((await read('B0OTHER')).cards).toEqual([])
  })

  it.each([
    ['a hash that is none', 'Audit log: #1 · abc', { seq: 1, hash: 'abc' }],
    ['a longer hash', `Audit log: #1 · ${HASH}0`, { seq: 1, hash: `${HASH}0` }],
    ['no number', `Audit log: #0 · ${HASH}`, { seq: 0, hash: HASH }],
    ['a number as text', '', { seq: '1', hash: HASH }],
    ['text in the middle', `x Audit log: #1 · ${HASH}`, {}],
  ])('passes over %s', async (_, text, payload) => {
    const { say, read } = await aChannel()
    await say(text || 'x', 'cckm_anchor', payload)
    expect((await read()).told).toEqual([])
  })

  it('says of an empty channel that nothing is shown there', async () => {
    const { read } = await aChannel()
    expect(await read()).toEqual({ told: [], cards: [], oldest: null })
  })
})

describe('readLines', () => {
  it('reads those of one request, of one thread, of this bot', async () => {
    const { web, say, botId, channel } = await aChannel()
    const root = await say('card', 'cckm_card', { request: 'R-11111111' })
    const told = (request: string, seq: number, more: object) =>
      say('line', 'cckm_line', { request, seq, hash: HASH }, more)
    const ts = await told('R-11111111', 2, { thread_ts: root })
    await told('R-22222222', 3, { thread_ts: root })
    await told('R-11111111', 4, {})
    const thread = { channel, ts: root, request: 'R-11111111' }
    expect(await readLines(web, { botId }, thread, clock)).toEqual([{ seq: 2, hash: HASH, ts, in: 'data' }])
    expect(await readLines(web, { botId: 'B0OTHER' }, thread, clock)).toEqual([])
  })

  it('finds none in a thread that is gone', async () => {
    const { web, botId, channel } = await aChannel()
    const thread = { channel, ts: '1.000001', request: 'R-11111111' }
    expect(await readLines(web, { botId }, thread, clock)).toEqual([])
    await expect(readLines(web, { botId }, { ...thread, channel: 'C0NONE' }, clock)).rejects.toThrow(
      /channel_not_found/,
    )
  })

  it.each([
    ['the same as', HASH, []],
    ['something else than', 'c'.repeat(64), [{ seq: 2, hash: 'c'.repeat(32), in: 'text' }]],
  ])('compares what a line shows, where it is %s its data', async (_, shown, more) => {
    const { web, say, botId, channel } = await aChannel()
    const root = await say('card', 'cckm_card', { request: 'R-11111111' })
    const { to, entry } = approvedBySam()
    const { blocks } = line(to, { seq: 2, hash: shown, entry }, twoPersons)
    const data = { request: to.id, seq: 2, hash: HASH }
    await say('line', 'cckm_line', data, { thread_ts: root, blocks })
    const thread = { channel, ts: root, request: to.id }
    expect(await readLines(web, { botId }, thread, clock)).toMatchObject([
      { seq: 2, hash: HASH, in: 'data' },
      ...more,
    ])
  })
})
