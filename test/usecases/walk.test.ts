import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PAIRS } from '../life-table.ts'
import type { Step } from './walk/deeds.ts'
import { walks } from './walk/phrases.ts'
import { createPlayer } from './walk/player.ts'
import { comeToRest, judgeWhole } from './walk/quiet.ts'

/** The same walks every time, so that what they reach is counted once; other ones by the environment. */
const { WALK_SEED = '4', WALK_RUNS = '500' } = process.env
const RUNS = Number(WALK_RUNS)

/** Steps of the table that are taken in more than one way. */
const WAYS = [
  'requested → approved: the policy says',
  'requested → requested: approved',
  'requested → requested: reminded',
  'requested → cancelled: policy_denies',
  'executing → cancelled: policy_denies',
  'executing → cancelled: approval_void',
  'unconfirmed → unconfirmed: person_asked',
  'unconfirmed → succeeded: a person says',
  'unconfirmed → failed: a person says',
]

it('a request keeps to its life, whatever people, the world and the clock do', {
  timeout: 600_000,
}, async () => {
  const reached = new Map<string, number>()
  const property = fc.asyncProperty(walks, async (walk) => {
    for (const step of await play(walk)) reached.set(step, (reached.get(step) ?? 0) + 1)
  })

  await fc.assert(property, { seed: Number(WALK_SEED), numRuns: RUNS })

  const seldom = [...PAIRS, ...WAYS].filter((step) => (reached.get(step) ?? 0) < RUNS / 100)
  expect(seldom).toEqual([])
})

/** Plays a walk to its end. Returns the steps that requests took in it; throws, with its story, where one may not be. */
async function play(walk: readonly Step[]): Promise<ReadonlySet<string>> {
  const player = createPlayer()
  const { model, bot } = player
  try {
    for (const step of walk) await player.step(step)
    await comeToRest(player)
    await judgeWhole(player)
    return model.seen
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${what}\n${model.story.join('\n')}`, { cause })
  } finally {
    await bot.close()
  }
}
