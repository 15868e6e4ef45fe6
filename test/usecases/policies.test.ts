import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Policy } from '../../src/core/policy.ts'
import { ruleFor } from '../../src/core/rules.ts'
import { BRANCHES } from './policies/branches.ts'
import { createCounters } from './policies/counters.ts'
import type { Step } from './policies/deeds.ts'
import { beginnings, lives } from './policies/make-lives.ts'
import { aLook, aPolicy, aWanted } from './policies/make-policy.ts'
import { createPlayer } from './policies/player.ts'
import { ruleInForce } from './policies/rule-in-force.ts'
import { WAYS_OF_MATCHING, waysOfMatching } from './policies/ways-of-matching.ts'
import { type Beginning, shown } from './policies/world.ts'

/** The same ones every time, so that what they reach is counted once; other ones by the environment. */
const { POLICY_SEED = '1', POLICY_RUNS = '400' } = process.env
const SEED = Number(POLICY_SEED)
const LIVES = Number(POLICY_RUNS)
/** They take no store, so there can be more. */
const MATCHES = 10 * LIVES

it('the rule in force is the first that matches, over the fields at the top', { timeout: 60_000 }, () => {
  const counters = createCounters(WAYS_OF_MATCHING, MATCHES)
  const property = fc.property(aPolicy, aLook, aWanted, (policy, look, { operation, period }) => {
    const wanted = { operation, ...(period === null ? {} : { periodDays: period }) }
    const rule = ruleFor(Policy.parse(policy), wanted, shown(look))
    expect(rule).toEqual(ruleInForce(policy, { operation, period }, look))
    counters.count(waysOfMatching(policy, operation, look))
  })

  fc.assert(property, { seed: SEED, numRuns: MATCHES })

  expect(counters.seldom()).toEqual([])
})

it('a call is made when enough people approve by the rule in force, and never otherwise', {
  timeout: 600_000,
}, async () => {
  const counters = createCounters(BRANCHES, LIVES)
  const property = fc.asyncProperty(beginnings, lives, async (beginning, steps) => {
    counters.count(await live(beginning, steps))
  })

  await fc.assert(property, { seed: SEED, numRuns: LIVES })

  expect(counters.seldom()).toEqual([])
})

/** Lives it to its end. Returns the branches that were taken; throws, with its story, where bot and model disagree. */
async function live(beginning: Beginning, steps: readonly Step[]): Promise<ReadonlySet<string>> {
  const { step, rest, seen, story, close } = createPlayer(beginning)
  try {
    for (const one of steps) await step(one)
    await rest()
    return seen
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${what}\n${story.join('\n')}`, { cause })
  } finally {
    await close()
  }
}
