import { expect, it } from 'vitest'
import { RECORDED } from './planted.ts'
import { PLANTS } from './plants.ts'
import { simulate } from './simulate.ts'

const SEEDS = 3_000
const SEEDS_EACH = 400

it(`every promise is kept in ${SEEDS} other stories`, { timeout: 3_600_000 }, async () => {
  const broken: string[] = []
  for (let seed = 100_000; seed < 100_000 + SEEDS; seed++) {
    const { wrong } = await simulate({ seed })
    if (wrong) broken.push(`npm run simulate -- --replay ${seed}: ${wrong}`)
  }
  expect(broken).toEqual([])
})

it.each(RECORDED)(`${SEEDS_EACH} seeds find that $bug`, { timeout: 3_600_000 }, async ({ bug, breaks }) => {
  let found = 0
  for (let seed = 1; seed <= SEEDS_EACH; seed++) {
    const { wrong } = await simulate({ seed, plant: PLANTS[bug] ?? {} })
    if (wrong && breaks.test(wrong)) found += 1
  }
  console.log(`${found} of ${SEEDS_EACH} seeds find that ${bug}`)
  expect(found).toBeGreaterThan(0)
})
