import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Subject } from '../../src/core/derived.ts'
import { T0 } from '../builders.ts'
import { gated, start } from './started.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: T0 })
})
afterEach(() => {
  vi.useRealTimers()
})

const cards = (count: number): Subject[] => Array.from({ length: count }, (_, n): Subject => `card:${n}`)

/** Two handlers at a time that end together. */
function gatedPair() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { handler: () => promise.then(() => null), letGo: resolve }
}

describe('startJobs', () => {
  it('claims each job under a name that no other claim has, so that a late holder gives back only its own', async () => {
    const { handler, letGo } = gatedPair()
    const { rows, loop } = await start({ request: handler }, 'request:1', 'request:2')
    const owners = (await rows('SELECT owner FROM jobs')).map(({ owner }) => owner)
    expect(new Set(owners).size).toBe(2)
    letGo()
    await loop.stop()
  })

  it('runs what is due, each subject by its handler, once', async () => {
    const calls: unknown[] = []
    const note = (kind: string) => async (id: string, tries: number) => {
      calls.push([kind, id, tries])
      return null
    }
    const handlers = { input: note('input'), refusals: note('refusals') }
    const { pass, subjects, errors } = await start(handlers, 'input:command:1', 'refusals:U0ANN')
    await pass(60_000)
    expect(calls).toEqual([
      ['input', 'command:1', 1],
      ['refusals', 'U0ANN', 1],
    ])
    expect([await subjects(), errors]).toEqual([[], []])
  })

  it('runs several at once, 8 at most', async () => {
    const { calls, handler, letGo } = gated()
    const { pass } = await start({ card: handler }, ...cards(10))
    expect(calls).toHaveLength(8)
    letGo()
    await pass(0)
    expect(calls).toHaveLength(9)
  })

  it('never runs one subject twice at the same time, and runs it again when it was woken meanwhile', async () => {
    const { calls, handler, letGo } = gated()
    const { pass, wake, loop } = await start({ card: handler }, 'card:1')
    await wake('card:1')
    loop.nudge()
    await pass(5_000)
    expect(calls).toEqual(['1'])
    letGo()
    await pass(0)
    expect(calls).toEqual(['1', '1'])
  })

  it('sees within half a second what was woken without a word', async () => {
    const { calls, handler } = gated()
    const { pass, wake } = await start({ card: handler })
    await wake('card:1')
    await pass(499)
    expect(calls).toEqual([])
    await pass(1)
    expect(calls).toEqual(['1'])
  })

  it('sees at once what it is nudged about', async () => {
    const { calls, handler } = gated()
    const { pass, wake, loop } = await start({ card: handler })
    await wake('card:1')
    loop.nudge()
    await pass(0)
    expect(calls).toEqual(['1'])
  })

  it('comes back when the handler says so', async () => {
    const at: number[] = []
    const card = async () => {
      at.push((Date.now() - T0.getTime()) / 1_000)
      return at.length < 3 ? Date.now() + 10_000 : null
    }
    const { pass, subjects } = await start({ card }, 'card:1')
    await pass(60_000)
    expect([at, await subjects()]).toEqual([[0, 10, 20], []])
  })

  it('tries a handler again that threw, further and further apart, and says so each time', async () => {
    const at: number[] = []
    const card = async () => {
      at.push((Date.now() - T0.getTime()) / 1_000)
      throw new Error('no')
    }
    const { pass, errors } = await start({ card }, 'card:1')
    await pass(200_000)
    expect(at).toEqual([0, 2, 6, 14, 30, 62, 122, 182])
    expect(errors).toEqual(at.map(() => [new Error('no'), 'card:1']))
  })

  it('goes on with the others when one throws', async () => {
    const { calls, handler } = gated()
    await start({ card: handler }, 'request:1', 'card:1')
    expect(calls).toEqual(['1'])
  })

  it('tells of a store that breaks, and goes on when it is back', async () => {
    const { calls, handler } = gated()
    const { pass, rows, wake, errors } = await start({ card: handler })
    await rows('ALTER TABLE jobs RENAME TO away')
    await pass(500)
    expect(errors.length).toBeGreaterThan(0)
    await rows('ALTER TABLE away RENAME TO jobs')
    await wake('card:1')
    await pass(500)
    expect(calls).toEqual(['1'])
  })
})

describe('a job that cannot be given back', () => {
  const table = { away: 'ALTER TABLE jobs RENAME TO away', back: 'ALTER TABLE away RENAME TO jobs' }

  it('is given back when the store is there again, and does not run twice for it', async () => {
    const { calls, handler, letGo } = gated()
    const { pass, rows, errors, subjects } = await start({ card: handler }, 'card:1')
    await rows(table.away)
    letGo()
    await pass(2_000)
    expect(errors.length).toBeGreaterThan(0)
    await rows(table.back)
    await pass(500)
    expect([calls, await subjects()]).toEqual([['1'], []])
  })

  it('does not hold up the stop', async () => {
    const { handler, letGo } = gated()
    const { pass, rows, loop, subjects } = await start({ card: handler }, 'card:1')
    await rows(table.away)
    letGo()
    await pass(0)
    const stopping = loop.stop()
    await pass(500)
    await stopping
    await rows(table.back)
    expect(await subjects()).toEqual(['card:1'])
  })
})

describe('stop', () => {
  it('waits for what is running, and takes nothing new', async () => {
    const { calls, handler, letGo } = gated()
    const { loop, pass, wake, subjects } = await start({ card: handler }, 'card:1')
    let stopped = false
    const stopping = loop.stop().then(() => {
      stopped = true
    })
    await wake('card:2')
    loop.nudge()
    await pass(5_000)
    expect([stopped, calls]).toEqual([false, ['1']])
    letGo()
    await stopping
    await pass(5_000)
    expect([calls, await subjects()]).toEqual([['1'], ['card:2']])
  })
})

describe('a handler that outlives its lease', () => {
  const LONGER_THAN_A_LEASE_MS = 400_000

  it('is not joined by a second one on the same subject', async () => {
    const { calls, handler, letGo } = gated()
    const { loop, pass, subjects } = await start({ card: handler }, 'card:R-1')

    await pass(LONGER_THAN_A_LEASE_MS)
    expect(calls).toEqual(['R-1'])
    letGo()
    await pass(1_000)
    expect(await subjects()).toEqual([])
    await loop.stop()
  })

  it('runs once more when it was woken meanwhile', async () => {
    const { calls, handler, letGo } = gated()
    const { loop, pass, subjects, wake } = await start({ card: handler }, 'card:R-1')

    await wake('card:R-1')
    await pass(LONGER_THAN_A_LEASE_MS)
    letGo()
    await pass(1_000)
    expect(calls).toEqual(['R-1', 'R-1'])
    letGo()
    await pass(1_000)
    expect(await subjects()).toEqual([])
    await loop.stop()
  })

  it('is given back although it ends in the moment in which it is leased anew', async () => {
    const { calls, handler, letGo } = gated()
    const { loop, pass, subjects } = await start({ card: handler }, 'card:R-1')

    await pass(179_900)
    vi.advanceTimersByTime(100)
    letGo()
    await pass(1_000)
    expect([calls, await subjects()]).toEqual([['R-1'], []])
    await loop.stop()
  })
})
