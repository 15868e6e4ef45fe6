import { expect, it } from 'vitest'
import { firstThatFinds, RECORDED } from './planted.ts'
import { PLANTS } from './plants.ts'
import { simulate } from './simulate.ts'

/** A change of the bot changes what happens in a seed: then one of the next finds the bug, and is to be recorded. */
const LOOK_ON = 150

it('a seed is recorded for each planted bug, ten or more', () => {
  expect(RECORDED.map(({ bug }) => bug)).toEqual(Object.keys(PLANTS))
  expect(RECORDED.length).toBeGreaterThanOrEqual(10)
})

it.each(RECORDED)('finds that $bug', { timeout: 60_000 }, async (recorded) => {
  const found = await firstThatFinds(recorded, { from: recorded.seed, seeds: LOOK_ON })

  expect(found).not.toBeNull()
  expect((await simulate({ seed: found ?? 0 })).wrong).toBeNull()
})
