import { describe, expect, it } from 'vitest'
import type { Taken } from '../../../src/core/input.ts'
import { takeInTime } from '../../../src/slack/listeners/take-in-time.ts'
import { later, T0 } from '../../builders.ts'
import { anInput } from '../../memory-store.ts'
import { keptLog } from '../harness.ts'

const input = anInput(1)

function taking(take: (deadline: number) => Promise<Taken>) {
  const { log, lines } = keptLog()
  const took = takeInTime({ inputs: { take: (_, deadline) => take(deadline) }, now: () => T0, log }, input)
  return { took, lines }
}

describe('takeInTime', () => {
  it.each([
    ['now', 'taken'],
    ['by an earlier delivery', 'taken_before'],
  ] as const)('has nothing to say when it was stored %s', async (_, stored) => {
    const { took, lines } = taking(async () => stored)
    expect(await took).toBeNull()
    expect(lines).toEqual([])
  })

  it.each(['too_many', 'too_many_of_yours'] as const)(
    'says that there is more than it takes on: %s',
    async (crowded) => {
      const { took, lines } = taking(async () => crowded)
      expect(await took).toBe(crowded)
      expect(lines).toEqual([])
    },
  )

  it('gives the store a second by its own clock', async () => {
    const deadlines: number[] = []
    await taking(async (deadline) => {
      deadlines.push(deadline)
      return 'taken'
    }).took
    expect(deadlines).toEqual([later(1).getTime()])
  })

  it('says that it was not stored, and tells the log which input and why', async () => {
    const failure = new Error('database or disk is full')
    const { took, lines } = taking(() => Promise.reject(failure))
    expect(await took).toBe('not_stored')
    expect(lines).toMatchObject([{ level: 'error', fields: { err: failure, inputId: input.id } }])
  })

  it('says after a second that it may not be stored, and leaves nothing uncaught when that fails later', async () => {
    const stored = Promise.withResolvers<Taken>()
    const { took, lines } = taking(() => stored.promise)
    expect(await took).toBe('slow_to_store')
    stored.reject(new Error('the store was not free in time'))
    await expect.poll(() => lines).toHaveLength(1)
  })
})
