import { describe, expect, it } from 'vitest'
import type { Transition } from '../../src/core/transition.ts'
import { decide } from '../../src/usecases/decide.ts'
import { aKey, ON, pathTo, SAM, twoPersons, waiting } from '../builders.ts'
import { accepted } from './carry-out.ts'
import { often, ports, runJobs, told } from './run-jobs.ts'
import { asked, bySam, FRESH, ID } from './two-persons.ts'
import { askerOf, createWorld, type Script, type World } from './world.ts'

const approve = { request: ID, verdict: 'approve' } as const

function aWorld(script: Script = {}) {
  const world = createWorld({ ...ports, send: [accepted], readRotation: often(ON), ...script }, twoPersons)
  const { people } = world.deps
  world.deps.people = { ...people, identify: async (person) => ({ ok: true, person, name: 'somebody' }) }
  return world
}

/** The bot dies before or after it writes a step for the nth time, and every job is lost. */
function dieAt(world: World, nth: number, when: 'before' | 'after') {
  const { commit } = world.deps.ledger
  const seen = { commits: 0 }
  world.deps.ledger = {
    ...world.deps.ledger,
    commit: async (...steps: readonly Transition[]) => {
      const now = ++seen.commits === nth
      if (now && when === 'before') throw new Error('killed')
      await commit(...steps)
      if (now) throw new Error('killed')
    },
  }
  return seen
}

async function begin(world: World): Promise<void> {
  await world.deps.ledger.commit(...asked())
  await runJobs(world, false)
}

describe('a request that a second person approves', () => {
  it('is carried out after the approval, and not before', async () => {
    const world = aWorld()
    await begin(world)
    expect(world.count('send')).toBe(0)
    await decide(world.deps, bySam, approve)
    await runJobs(world)
    expect(await world.stored()).toMatchObject({ state: 'succeeded', how: 'called' })
    expect(await world.kinds()).toEqual(['asked', 'approved', 'claimed', 'calling', 'succeeded'])
    expect([world.count('send'), await told(world)]).toEqual([1, { owed: [], outdated: [] }])
  })

  it('expires when nobody says anything, and is told so', async () => {
    const world = aWorld()
    await begin(world)
    await runJobs(world)
    expect(await world.stored()).toMatchObject({ state: 'expired', endedAt: waiting().expiresAt })
    expect([world.count('send'), await told(world)]).toEqual([0, { owed: [], outdated: [] }])
  })

  it.each([1, 2, 3, 4].flatMap((nth) => (['before', 'after'] as const).map((when) => ({ nth, when }))))(
    'comes to an end, with one call, when the bot dies $when step $nth after the asking',
    async (at) => {
      const world = aWorld()
      await begin(world)
      const seen = dieAt(world, at.nth, at.when)
      const again = () => decide(world.deps, bySam, approve)
      const reply = await again().catch(again)
      expect(reply).toMatchObject({ kind: 'decided', verdict: 'approve' })
      await runJobs(world)
      expect(await world.stored()).toMatchObject({ state: 'succeeded' })
      expect((await world.kinds()).filter((kind) => kind === 'approved')).toHaveLength(1)
      expect(seen.commits).toBeGreaterThanOrEqual(at.nth)
      // After the mark nothing is known of the call: it was not made, and is not made again.
      const sent = at.nth === 3 && at.when === 'after' ? 0 : 1
      expect([world.count('send'), await told(world)]).toEqual([sent, { owed: [], outdated: [] }])
    },
  )

  it('is replaced, and the fresh one waits for an approval of its own', async () => {
    const renamed = aKey({ aliases: ['alias/payments'] })
    const world = aWorld({ read: [renamed, renamed] })
    await begin(world)
    await decide(world.deps, bySam, approve)
    await runJobs(world, false)
    expect(await world.stored()).toMatchObject({ state: 'superseded', successor: FRESH })
    expect(await world.deps.reads.request(FRESH)).toMatchObject({ state: 'requested', approvals: [] })
    expect(world.count('send')).toBe(0)
    await decide(world.deps, askerOf(SAM, 'view:sam-2'), { ...approve, request: FRESH })
    await runJobs(world)
    expect(await world.deps.reads.request(FRESH)).toMatchObject({ state: 'succeeded', follows: ID })
    expect([world.count('send'), await told(world)]).toEqual([1, { owed: [], outdated: [] }])
  })

  it('is not carried out any more once its policy names other approvers', async () => {
    const world = aWorld()
    await begin(world)
    await decide(world.deps, bySam, approve)
    world.deps.policy = { ...twoPersons, approvers: twoPersons.admins }
    await runJobs(world)
    expect(await world.stored()).toMatchObject({ state: 'cancelled', why: 'approval_void' })
    expect(world.count('send')).toBe(0)
  })

  it('was approved by its policy, and is not carried out once that asks for a second person', async () => {
    const world = aWorld()
    await world.deps.ledger.commit(...pathTo.approved())
    await runJobs(world)
    expect(await world.stored()).toMatchObject({ state: 'cancelled', why: 'approval_void' })
    expect([world.count('send'), await told(world)]).toEqual([0, { owed: [], outdated: [] }])
  })
})
