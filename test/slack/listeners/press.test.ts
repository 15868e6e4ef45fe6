import { describe, expect, it } from 'vitest'
import type { Taken } from '../../../src/core/input.ts'
import type { Request } from '../../../src/core/request.ts'
import { a, later, waiting } from '../../builders.ts'
import { client } from '../harness.ts'
import { cardOf, listening, press } from './listening.ts'

const asked: Request = { ...a('unconfirmed'), reads: 21, personAskedAt: later(1_800).getTime() }

/** The presses that act at once, and a request whose card has them. */
const AT_ONCE = [
  ['settle_on', asked],
  ['settle_off', asked],
  ['ask_again', a('failed')],
] as const

describe.each(['approve', 'deny'] as const)('a press of %s', (verdict) => {
  it('asks for a form with what was pressed, and stores nothing', async () => {
    const bot = await listening()
    const { slack, considered, taken, told } = bot
    const ts = await cardOf(bot, waiting())
    await press(bot, verdict, ts, { triggerId: '1.2.abc' })
    expect(considered).toEqual([
      {
        trigger: '1.2.abc',
        press: {
          id: expect.stringMatching(new RegExp(`^press:${slack.users.approver1}:\\d+\\.\\d+$`)),
          by: slack.users.approver1,
          channel: slack.channels.audit,
          responseUrl: expect.stringContaining('/actions/'),
          request: waiting().id,
          card: { channel: slack.channels.audit, ts },
          verdict,
        },
      },
    ])
    expect([taken, told]).toEqual([[], []])
  })

  it('is acked before the form is there', async () => {
    const opened = Promise.withResolvers<void>()
    const bot = await listening({ considerInForm: () => opened.promise })
    const { ack, error } = await press(bot, verdict, await cardOf(bot, waiting()))
    expect([ack, error]).toEqual([{}, undefined])
    opened.resolve()
  })

  it('leaves a line in the log when it breaks, and the next one is heard', async () => {
    const bot = await listening({ considerInForm: () => Promise.reject(new Error('no form')) })
    const ts = await cardOf(bot, waiting())
    await press(bot, verdict, ts)
    await expect.poll(() => bot.lines.filter(({ level }) => level === 'error')).toHaveLength(1)
    await press(bot, verdict, ts)
    expect(bot.considered).toHaveLength(2)
  })
})

describe.each(AT_ONCE)('a press of %s', (action, request) => {
  it('is stored as it was pressed, and then acked', async () => {
    const bot = await listening()
    const { slack, taken, considered, told } = bot
    const ts = await cardOf(bot, request)
    expect((await press(bot, action, ts)).ack).toEqual({})
    expect(taken.map(({ input }) => input)).toEqual([
      {
        kind: 'press',
        id: expect.stringMatching(new RegExp(`^press:${slack.users.approver1}:\\d+\\.\\d+$`)),
        by: slack.users.approver1,
        channel: slack.channels.audit,
        responseUrl: expect.stringContaining('/actions/'),
        request: request.id,
        card: { channel: slack.channels.audit, ts },
        action,
      },
    ])
    expect([considered, told]).toEqual([[], []])
  })

  it('is not acked before it is stored', async () => {
    const stored = Promise.withResolvers<Taken>()
    const bot = await listening({ take: () => stored.promise })
    const ts = await cardOf(bot, request)
    const acked = press(bot, action, ts).then(() => bot.events.push('acked'))
    await expect.poll(() => bot.taken).toHaveLength(1)
    expect(bot.events).toEqual([])
    stored.resolve('taken')
    await acked
    expect(bot.events).toEqual(['stored', 'acked'])
  })

  it('is one input when Slack delivers it twice, and two when it is pressed twice', async () => {
    const bot = await listening()
    const ts = await cardOf(bot, request)
    await press(bot, action, ts, { repeat: 2 })
    expect(bot.taken).toHaveLength(1)
    await press(bot, action, ts)
    expect(new Set(bot.taken.map(({ input }) => input.id)).size).toBe(2)
  })

  it('tells the person when it could not be stored, and the log why', async () => {
    const failure = new Error('database or disk is full')
    const bot = await listening({ take: () => Promise.reject(failure) })
    const { ack, error } = await press(bot, action, await cardOf(bot, request))
    expect([ack, error]).toEqual([{}, undefined])
    await expect.poll(() => bot.told).toHaveLength(1)
    expect(bot.told).toMatchObject([{ refusal: 'not_stored', to: { by: bot.slack.users.approver1 } }])
    expect(bot.lines).toContainEqual(
      expect.objectContaining({ level: 'error', fields: { err: failure, inputId: expect.any(String) } }),
    )
  })
})

describe('the value of a button', () => {
  it.each([
    ['of no request', 'junk'],
    ['that is empty', ''],
    ['in small letters', waiting().id.toLowerCase()],
    ['with something behind it', `${waiting().id} `],
    ['made to look like code', '{"request":"R-11111111"}'],
  ])('%s names no request, whichever button it is', async (_, value) => {
    const bot = await listening()
    await press(bot, 'approve', await cardOf(bot, waiting()), { value })
    await press(bot, 'ask_again', await cardOf(bot, a('failed')), { value })
    expect(bot.considered).toMatchObject([{ press: { request: null } }])
    expect(bot.taken).toMatchObject([{ input: { request: null } }])
  })

  it('that is missing names no request', async () => {
    const bot = await listening()
    const { ts = '' } = await client(bot.slack).chat.postMessage({
      channel: bot.slack.channels.audit,
      text: 'no card',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'x' } }],
        },
      ],
    })
    await press(bot, 'approve', ts)
    expect(bot.considered).toMatchObject([{ press: { request: null, card: { ts } } }])
  })

  it('of another request is passed on with the message it was on, to be compared', async () => {
    const bot = await listening()
    const ts = await cardOf(bot, a('failed'))
    await press(bot, 'settle_on', ts, { value: waiting().id, forge: true })
    expect(bot.taken).toMatchObject([{ input: { request: waiting().id, card: { ts } } }])
  })
})
