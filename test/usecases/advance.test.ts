import { describe, expect, it } from 'vitest'
import { sendOnceMore, succeed } from '../../src/core/calling.ts'
import { expire } from '../../src/core/closing.ts'
import { advance } from '../../src/usecases/advance.ts'
import { a, aKey, aRequestId, later, ON, pathTo, UNREACHABLE } from '../builders.ts'
import { accepted, fault, ready } from './carry-out.ts'
import { createWorld } from './world.ts'

const ID = aRequestId(1)

describe('advance', () => {
  it('carries out an approved request once its card stands', async () => {
    const { deps, begin, kinds } = createWorld({ ...ready, send: [accepted], readRotation: [ON] })
    await begin(pathTo.approved())
    expect(await advance(deps, ID)).toBeNull()
    expect(await kinds()).toEqual(['asked', 'approved', 'claimed', 'calling', 'succeeded'])
  })

  it('calls nobody before the card stands', async () => {
    const { deps, walk, called } = createWorld()
    await walk(pathTo.approved())
    expect(await advance(deps, ID)).toBe(later(900).getTime())
    expect(called()).toEqual([])
  })

  it('calls nobody for a card whose channel was given up', async () => {
    const { deps, begin, called, store } = createWorld()
    await begin(pathTo.approved())
    await store.deliveries.cardGivenUp(ID)
    expect(await advance(deps, ID)).toBe(later(900).getTime())
    expect(called()).toEqual([])
  })

  it('tries again after a fault once its pause is over', async () => {
    const world = createWorld({
      ...{ identify: [...(ready.identify ?? []), ...(ready.identify ?? [])] },
      ...{ read: [fault(UNREACHABLE), aKey()], prepare: ['account-1'], send: [accepted], readRotation: [ON] },
    })
    await world.begin(pathTo.approved())
    await advance(world.deps, ID)
    expect(await advance(world.deps, ID)).toBe(later(5).getTime())
    world.wait(5)
    await advance(world.deps, ID)
    expect(await world.stored()).toMatchObject({ state: 'succeeded' })
    expect(world.count('send')).toBe(1)
  })

  it('lets a request expire whose key could not be read for 15 minutes', async () => {
    const never = Array.from({ length: 40 }, () => fault(UNREACHABLE))
    const identify = Array.from({ length: 40 }, () => ready.identify?.[0] ?? new Error('no identity'))
    const world = createWorld({ identify, read: never })
    await world.begin(pathTo.approved())
    for (let turn = 0; turn < 60; turn++) {
      const again = await advance(world.deps, ID)
      if (again !== null) world.clock.at = new Date(again)
    }
    expect(await world.stored()).toMatchObject({ state: 'expired', fault: UNREACHABLE })
    expect(world.clock.at).toEqual(later(900))
    expect(world.count('send')).toBe(0)
  })

  it('gives back the claim of a life that ended, and carries it out', async () => {
    const { deps, begin, kinds, count } = createWorld({ ...ready, send: [accepted], readRotation: [ON] })
    await begin(pathTo.executing())
    for (const _ of [1, 2]) await advance(deps, ID)
    expect(await kinds()).toEqual([
      ...['asked', 'approved', 'claimed', 'released'],
      ...['claimed', 'calling', 'succeeded'],
    ])
    expect(count('send')).toBe(1)
  })

  it('pauses before it takes up again what broke twice', async () => {
    const { deps, begin, stored, wait } = createWorld({ identify: [new Error('a bug'), new Error('a bug')] })
    await begin(pathTo.approved())
    for (const _ of [1, 2]) {
      await expect(advance(deps, ID)).rejects.toThrow('a bug')
      await advance(deps, ID)
    }
    expect(await stored()).toMatchObject({ state: 'approved', tries: 2 })
    expect(await advance(deps, ID)).toBe(later(10).getTime())
    wait(10)
    await expect(advance(deps, ID)).rejects.toThrow('did not expect')
  })

  it('gives back a claim between two sends too', async () => {
    const { deps, begin, stored, called } = createWorld()
    await begin([...pathTo.calling(), sendOnceMore(a('calling'), UNREACHABLE, later(61))])
    await advance(deps, ID)
    expect(await stored()).toMatchObject({ state: 'approved' })
    expect(called()).toEqual([])
  })

  it('never sends for a request it finds marked: it reads what became of it', async () => {
    const { deps, begin, stored, called, clock } = createWorld({ readRotation: [ON] })
    await begin(pathTo.calling())
    clock.at = later(70)
    await advance(deps, ID)
    const interrupted = { kind: 'interrupted', outcome: 'unknown' }
    expect(await stored()).toMatchObject({ state: 'unconfirmed', fault: interrupted })
    clock.at = later(71)
    await advance(deps, ID)
    expect(await stored()).toMatchObject({ state: 'succeeded', how: 'read_later' })
    expect(called()).toEqual(['readRotation'])
  })

  it.each([
    ['approved', 900],
    ['requested', 8 * 3_600],
  ] as const)('lets a request that is %s expire after %i s', async (state, seconds) => {
    const { deps, begin, stored, wait, called } = createWorld()
    await begin(pathTo[state]())
    wait(seconds)
    expect(await advance(deps, ID)).toBeNull()
    expect(await stored()).toMatchObject({ state: 'expired', endedAt: later(seconds).getTime() })
    expect(called()).toEqual([])
  })

  it('looks again soon when somebody else was first, and does nothing now', async () => {
    const { deps, begin, kinds, called } = createWorld()
    await begin(pathTo.executing())
    const reads = { ...deps.reads, request: async () => a('approved') }
    expect(await advance({ ...deps, reads }, ID)).toBe(later(1).getTime())
    expect([await kinds(), called()]).toEqual([['asked', 'approved', 'claimed'], []])
  })

  it.each([
    ['is not there', []],
    ['succeeded', [...pathTo.calling(), succeed(a('calling'), aKey({ rotation: ON }), later(62))]],
    ['expired', [...pathTo.approved(), expire(a('approved'), later(900))]],
  ])('leaves a request alone that %s', async (_, path) => {
    const { deps, kinds, store, called } = createWorld()
    for (const step of path) await store.ledger.commit(step)
    expect(await advance(deps, ID)).toBeNull()
    expect(await kinds()).toHaveLength(path.length)
    expect(called()).toEqual([])
  })
})
