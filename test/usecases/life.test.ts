import { describe, expect, it } from 'vitest'
import { RequestId } from '../../src/core/ids.ts'
import { advance } from '../../src/usecases/advance.ts'
import { deliver } from '../../src/usecases/deliver.ts'
import { aKey, CARD_TS, HUNG_UP, later, OFF, ON, pathTo, T0 } from '../builders.ts'
import { accepted, fault } from './carry-out.ts'
import { ann, createWorld, type Script, type World } from './world.ts'

const often = <T>(answer: T): T[] => Array.from({ length: 30 }, () => answer)
const slack = {
  identify: often(ann),
  postCard: often(CARD_TS),
  redrawCard: often<true>(true),
  postLine: often(CARD_TS),
  tellRequester: often(CARD_TS),
}
const ports: Script = { ...slack, read: often(aKey()), prepare: often('account-1') }
const all: (keyof Script)[] = [
  ...(['identify', 'read', 'prepare', 'send', 'readRotation'] as const),
  ...(['postCard', 'redrawCard', 'postLine', 'tellRequester'] as const),
]

/** Runs every job until none is left, setting the clock to the next one. An exception is the end of the process. */
async function run({ store, deps, rows, clock }: World): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    const job = await store.jobs.claim('bot-1', 180_000)
    if (job) {
      const [kind, id] = job.subject.split(':')
      const handle = kind === 'card' ? deliver : advance
      const done = handle(deps, RequestId.parse(id)).then((again) => store.jobs.finish(job, again))
      await done.catch(async () => {
        await rows('DELETE FROM jobs')
        await store.rebuildJobs()
      })
    } else {
      const [next] = await rows('SELECT min(due) AS due FROM jobs')
      if (typeof next?.due !== 'number') return
      clock.at = new Date(next.due)
    }
  }
  throw new Error('it never comes to an end')
}

async function live(script: Script, prepare: (world: World) => void = () => {}) {
  const world = createWorld({ ...ports, ...script })
  await world.deps.ledger.commit(...pathTo.approved())
  prepare(world)
  await run(world)
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
      const { request, count, rows } = await live(
        { send: [accepted], readRotation: often(ON) },
        ({ during }) => {
          for (const name of all) during[name] = die
        },
      )
      expect(request.state).toBe('succeeded')
      expect(count('send')).toBe(1)
      expect(await rows('SELECT drawn FROM cards')).toEqual([{ drawn: request.version }])
      expect(await rows('SELECT id FROM messages WHERE posted_at IS NULL')).toEqual([])
    },
  )
})
