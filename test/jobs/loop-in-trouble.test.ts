import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { T0 } from '../builders.ts'
import { gated, start } from './started.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: T0 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a store that cannot be asked', () => {
  it('is asked less and less often, at least every ten seconds, and nothing is made of a nudge meanwhile', async () => {
    const { pass, rows, errors, loop } = await start({})
    await rows('ALTER TABLE jobs RENAME TO away')
    await pass(60_000)
    expect(errors.length).toBeGreaterThan(7)
    expect(errors.length).toBeLessThan(13)
    const before = errors.length
    for (let n = 0; n < 20; n++) loop.nudge()
    await pass(0)
    expect(errors).toHaveLength(before)
  })
})

describe('a clock that is set', () => {
  const HOUR = 3_600_000

  it('back by an hour delays nothing that was to be done in a minute', async () => {
    const { calls, handler } = gated()
    const { pass, wake } = await start({ card: handler })
    await wake('card:1', Date.now() + 60_000)
    vi.setSystemTime(Date.now() - HOUR)
    await pass(1_000)
    expect(calls).toEqual(['1'])
  })

  it.each([
    ['forwards', HOUR],
    ['back', -HOUR],
  ])('%s by an hour makes no second handler run beside one that runs', async (_, step) => {
    const { calls, handler, letGo } = gated()
    const { pass, subjects, loop } = await start({ card: handler }, 'card:1')
    vi.setSystemTime(Date.now() + step)
    await pass(60_000)
    expect(calls).toEqual(['1'])
    letGo()
    await pass(1_000)
    // Its time was by the clock of before: it looks again, at once.
    expect(calls).toEqual(['1', '1'])
    letGo()
    await pass(1_000)
    expect(await subjects()).toEqual([])
    await loop.stop()
  })

  it('back while a handler names its next time does not hold that up either', async () => {
    const times: number[] = []
    const gate = Promise.withResolvers<void>()
    const card = async () => {
      times.push(Date.now())
      const again = Date.now() + 10_000
      if (times.length > 1) return null
      await gate.promise
      return again
    }
    const { pass } = await start({ card }, 'card:1')
    vi.setSystemTime(Date.now() - HOUR)
    await pass(500)
    gate.resolve()
    await pass(1_000)
    expect(times).toHaveLength(2)
  })
})
