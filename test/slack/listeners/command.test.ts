import { describe, expect, it } from 'vitest'
import type { Taken } from '../../../src/core/input.ts'
import { command } from '../harness.ts'
import { listening } from './listening.ts'

describe('a command that may change something', () => {
  it('is stored as it was typed, and then acked without a word', async () => {
    const { slack, taken, read } = await listening()
    const outcome = await command(slack, 'rotate alias/x because a & b', { triggerId: '1.2.abc' })
    expect(outcome.ack).toEqual({})
    expect(taken.map(({ input }) => input)).toEqual([
      {
        kind: 'command',
        id: 'cmd:1.2.abc',
        by: slack.users.requester,
        channel: slack.channels.audit,
        text: 'rotate alias/x because a &amp; b',
        responseUrl: expect.stringContaining('/commands/'),
      },
    ])
    expect(read).toEqual([])
  })

  it('is not acked before it is stored', async () => {
    const stored = Promise.withResolvers<Taken>()
    const { slack, events, taken } = await listening({ take: () => stored.promise })
    const acked = command(slack, 'rotate alias/x').then((outcome) => {
      events.push('acked')
      return outcome
    })
    await expect.poll(() => taken).toHaveLength(1)
    stored.resolve('taken')
    expect(await acked).toMatchObject({ ack: {} })
    expect(events).toEqual(['stored', 'acked'])
  })

  it('is acked without a word when it was stored by an earlier delivery', async () => {
    const { slack } = await listening({ take: async () => 'taken_before' })
    expect((await command(slack, 'rotate alias/x')).ack).toEqual({})
  })

  it('is acked with a sentence when it could not be stored, and the log has the reason', async () => {
    const failure = new Error('database or disk is full')
    const { slack, lines } = await listening({ take: () => Promise.reject(failure) })
    const outcome = await command(slack, 'rotate alias/x', { triggerId: '1.2.abc' })
    expect(outcome.ack).toMatchObject({ response_type: 'ephemeral', text: expect.stringMatching(/\w/) })
    expect(outcome.ack?.text).not.toContain('disk')
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { err: failure, inputId: 'cmd:1.2.abc' } },
    ])
  })

  it('is given a second at most to be stored', async () => {
    const { slack, taken } = await listening()
    const before = Date.now()
    await command(slack, 'rotate alias/x')
    expect(taken[0]?.deadline).toBeGreaterThanOrEqual(before + 1_000)
    expect(taken[0]?.deadline).toBeLessThanOrEqual(Date.now() + 1_000)
  })
})

describe('a command that only reads', () => {
  it.each(['help', '', 'whoami', 'show alias/x', 'frobnicate'])(
    'is acked at once and stored nowhere: %j',
    async (text) => {
      const answered = Promise.withResolvers<void>()
      const { slack, taken, read } = await listening({ answerNow: () => answered.promise })
      expect((await command(slack, text)).ack).toEqual({})
      expect(read).toMatchObject([{ by: slack.users.requester, text }])
      expect(taken).toEqual([])
      answered.resolve()
    },
  )

  it('leaves a line in the log when it breaks, and the bot goes on', async () => {
    const failure = new Error('no answer')
    const { slack, lines } = await listening({ answerNow: () => Promise.reject(failure) })
    await command(slack, 'help')
    await expect.poll(() => lines.filter(({ level }) => level === 'error')).toHaveLength(1)
    expect((await command(slack, 'rotate alias/x')).ack).toEqual({})
  })
})

describe('a command that opens a form', () => {
  it.each(['approve R-00000000', 'approve R-00000000 because fine', 'deny R-00000000'])(
    'is acked at once, stored nowhere, and asks for the form by its trigger: %j',
    async (text) => {
      const opened = Promise.withResolvers<void>()
      const { slack, taken, read, formsFor } = await listening({ answerInForm: () => opened.promise })
      expect((await command(slack, text, { triggerId: '1.2.abc' })).ack).toEqual({})
      expect(formsFor).toMatchObject([
        { trigger: '1.2.abc', input: { kind: 'command', by: slack.users.requester, text } },
      ])
      expect([taken, read]).toEqual([[], []])
      opened.resolve()
    },
  )

  it.each(['approve', 'deny nonsense', 'deny R-00000000 because', 'approve R-00000000 because'])(
    'is another than one that cannot be read, which is answered at once and stored nowhere: %j',
    async (text) => {
      const { slack, taken, read, formsFor } = await listening()
      expect((await command(slack, text)).ack).toEqual({})
      expect(read).toMatchObject([{ text }])
      expect([taken, formsFor]).toEqual([[], []])
    },
  )

  it.each(['deny R-00000000 because no', 'withdraw R-00000000', 'withdraw'])(
    'is another than one that decides at once, which is stored: %j',
    async (text) => {
      const { slack, taken, formsFor } = await listening()
      await command(slack, text)
      expect(taken).toMatchObject([{ input: { text } }])
      expect(formsFor).toEqual([])
    },
  )
})
