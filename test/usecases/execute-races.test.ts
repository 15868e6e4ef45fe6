import { describe, expect, it } from 'vitest'
import { release } from '../../src/core/calling.ts'
import { cancel } from '../../src/core/closing.ts'
import { StoreConflict } from '../../src/ports.ts'
import { execute } from '../../src/usecases/execute.ts'
import { a, later, ON, pathTo } from '../builders.ts'
import { accepted, ready } from './carry-out.ts'
import { createWorld } from './world.ts'

describe('execute, when somebody else moves the request on,', () => {
  const moves = {
    'the claim was taken': 'identify',
    'the key is read': 'read',
    'the token is fetched': 'prepare',
  } as const

  it.each(Object.entries(moves))('sends nothing: %s', async (_, call) => {
    const world = createWorld({ ...ready, send: [accepted] })
    await world.begin(pathTo.approved())
    world.during[call] = async () => {
      const request = { ...a('executing'), ...(await world.stored()) }
      await world.deps.ledger.commit(release(request, later(1)))
    }
    await expect(execute(world.deps, a('approved'))).rejects.toThrow(StoreConflict)
    expect(world.count('send')).toBe(0)
    expect(await world.kinds()).toEqual(['asked', 'approved', 'claimed', 'released'])
  })

  it('does nothing at all where it was not the first to claim', async () => {
    const { deps, begin, called } = createWorld()
    await begin([...pathTo.approved(), cancel(a('approved'), 'channel_unusable', later(1))])
    await expect(execute(deps, a('approved'))).rejects.toThrow(StoreConflict)
    expect(called()).toEqual([])
  })

  it('sends once when two carry it out at the same moment', async () => {
    const world = createWorld({ ...ready, send: [accepted], readRotation: [ON] })
    await world.begin(pathTo.approved())
    const both = [execute(world.deps, a('approved')), execute(world.deps, a('approved'))]
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(world.count('send')).toBe(1)
  })
})
