import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Taken } from '../../../src/core/input.ts'
import { a, waiting } from '../../builders.ts'
import { command } from '../harness.ts'
import { cardOf, formOf, listening, press, submit } from './listening.ts'

const Timed = z.looseObject({ ackMs: z.number() })

/** A bot that has begun to stop, and waits for one input that is still being stored. */
async function stopping() {
  const stored = Promise.withResolvers<Taken>()
  const bot = await listening({ take: () => stored.promise })
  const { id } = await formOf(bot, 'approve')
  const ts = await cardOf(bot, a('failed'))
  const first = command(bot.slack, 'rotate alias/x')
  await expect.poll(() => bot.taken).toHaveLength(1)
  const stopped = bot.app.stop()
  return {
    bot,
    id,
    ts,
    async end() {
      stored.resolve('taken')
      await Promise.all([first, stopped])
    },
  }
}

describe('a bot that is being stopped', () => {
  it('keeps the form of somebody who submits it, and says at its field that nothing was done', async () => {
    const { bot, id, end } = await stopping()
    const { ack, modals } = await submit(bot, id, null)
    expect(ack).toMatchObject({ response_action: 'errors', errors: { comment: expect.any(String) } })
    expect(modals).toMatchObject([{ id }])
    await end()
    expect(bot.taken).toHaveLength(1)
  })

  it('lets Slack say of a press that nothing came of it', async () => {
    const { bot, ts, end } = await stopping()
    expect(await press(bot, 'ask_again', ts)).toMatchObject({ ack: null, error: 'operation_timeout' })
    await end()
    expect([bot.taken.length, bot.considered]).toEqual([1, []])
  })
})

describe('a store that is not free', () => {
  it('is not waited for longer than a second: the press is acked, and the person is told', async () => {
    const stored = Promise.withResolvers<Taken>()
    const bot = await listening({ take: () => stored.promise })
    const { ackMs } = Timed.parse(await press(bot, 'ask_again', await cardOf(bot, a('failed'))))
    expect(ackMs).toBeGreaterThan(900)
    expect(ackMs).toBeLessThan(2_500)
    await expect.poll(() => bot.told).toMatchObject([{ refusal: 'slow_to_store' }])
    stored.resolve('taken')
  })

  it('is not waited for longer than a second: the form stays, and says so', async () => {
    const stored = Promise.withResolvers<Taken>()
    const bot = await listening({ take: () => stored.promise })
    const { id } = await formOf(bot, 'approve')
    const { ack, ackMs, modals } = Timed.parse(await submit(bot, id, null))
    expect(ack).toMatchObject({ response_action: 'errors' })
    expect(ackMs).toBeLessThan(2_500)
    expect(modals).toMatchObject([{ id }])
    stored.resolve('taken')
  })
})

describe('another button', () => {
  it('is not listened to, even when it begins alike', async () => {
    const bot = await listening()
    const ts = await cardOf(bot, waiting())
    const others = ['approve_all', 'settle', 'ask'].map((actionId) =>
      press(bot, actionId, ts, { forge: true, value: waiting().id }),
    )
    expect((await Promise.all(others)).map(({ error }) => error)).toEqual(
      Array.from({ length: 3 }, () => 'operation_timeout'),
    )
    expect([bot.taken, bot.considered]).toEqual([[], []])
  })
})
