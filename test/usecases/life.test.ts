import { describe, expect, it } from 'vitest'
import { HUNG_UP, later, OFF, ON, pathTo, T0 } from '../builders.ts'
import { accepted, fault } from './carry-out.ts'
import { often, ports, runJobs, told } from './run-jobs.ts'
import { ann, createWorld, type Script, type World } from './world.ts'

const all: (keyof Script)[] = [
  ...(['identify', 'read', 'prepare', 'send', 'readRotation'] as const),
  ...(['postCard', 'redrawCard', 'postLine', 'tellRequester', 'postOutcome'] as const),
]

async function live(script: Script, prepare: (world: World) => void = () => {}) {
  const world = createWorld({ ...ports, identify: often(ann), ...script })
  await world.deps.ledger.commit(...pathTo.approved())
  prepare(world)
  await runJobs(world)
  return { ...world, request: await world.stored() }
}

describe('a request', () => {
  it('is carried out and told', async () => {
    const { request, called, kinds } = await live({ send: [accepted], readRotation: [ON] })
    expect(request).toMatchObject({ state: 'succeeded', how: 'called' })
    expect(await kinds()).toEqual(['asked', 'approved', 'claimed', 'calling', 'succeeded'])
    expect(called().slice(0, 3)).toEqual(['postCard', 'postLine', 'identify'])
  })

  it('whose answer is lost is settled by reading, with one call', async () => {
    const { request, count, clock } = await live({
      ...{ send: [fault(HUNG_UP)], readRotation: [OFF, fault(HUNG_UP), ON] },
    })
    expect(request).toMatchObject({ state: 'succeeded', how: 'read_later' })
    expect([count('send'), clock.at]).toEqual([1, later(1 + 2 + 4)])
  })

  it('whose call did not arrive fails after 10 minutes, with one call', async () => {
    const { request, count, kinds } = await live({ send: [fault(HUNG_UP)], readRotation: often(OFF) })
    expect(request).toMatchObject({ state: 'failed', fault: { ...HUNG_UP, outcome: 'not_done' } })
    expect(request.endedAt - T0.getTime()).toBeGreaterThanOrEqual(600_000)
    expect(request.endedAt - T0.getTime()).toBeLessThanOrEqual(660_000)
    expect([count('send'), (await kinds()).filter((kind) => kind === 'read_again').length]).toEqual([1, 14])
  })

  it.each(Array.from({ length: 11 }, (_, n) => ({ nth: n + 1 })))(
    'comes to the same end when the bot dies in call $nth and every job is lost',
    async ({ nth }) => {
      let calls = 0
      const die = () => {
        if (++calls === nth) throw new Error('killed')
      }
      const world = await live({ send: [accepted], readRotation: often(ON) }, ({ during }) => {
        for (const name of all) during[name] = die
      })
      expect(world.request.state).toBe('succeeded')
      expect([world.count('send'), calls >= nth]).toEqual([1, true])
      expect(await told(world)).toEqual({ owed: [], outdated: [] })
    },
  )
})
