import { describe, expect, it } from 'vitest'
import type { Taken } from '../../../src/core/input.ts'
import { command } from '../harness.ts'
import { listening } from './listening.ts'

describe('a command that may change something', () => {
  it('is acked with a sentence after a second when the store is not free, well before Slack gives up', async () => {
    const stored = Promise.withResolvers<Taken>()
    const { slack } = await listening({ take: () => stored.promise })
    const { ack, ackMs, error } = await command(slack, 'rotate alias/x')
    expect(error).toBeUndefined()
    expect(ack).toMatchObject({ response_type: 'ephemeral', text: expect.stringMatching(/\w/) })
    expect(ackMs).toBeGreaterThan(900)
    expect(ackMs).toBeLessThan(2_500)
    stored.resolve('taken')
  })

  it('is acked though the store fails after that, and nothing is left uncaught', async () => {
    const stored = Promise.withResolvers<Taken>()
    const { slack, lines } = await listening({ take: () => stored.promise })
    expect((await command(slack, 'rotate alias/x')).ack?.text).toMatch(/\w/)
    stored.reject(new Error('the store was not free in time'))
    await expect.poll(() => lines.filter(({ level }) => level === 'error')).toHaveLength(1)
  })
})

describe('another command', () => {
  it('is not listened to, even when it begins alike', async () => {
    const { slack, taken, read } = await listening()
    const outcomes = ['/cckm-staging', '/cck', '/cckm2'].map((other) =>
      command(slack, 'rotate alias/x', { command: other }),
    )
    expect((await Promise.all(outcomes)).map(({ error }) => error)).toEqual(
      Array.from({ length: 3 }, () => 'operation_timeout'),
    )
    expect([taken, read]).toEqual([[], []])
  })
})
