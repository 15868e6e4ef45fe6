import { expect, it } from 'vitest'
import { simulate } from './simulate.ts'

const SEEDS = [8, 14, 83, 133]

it.each(SEEDS)('seed %i tells the same story every time', async (seed) => {
  const first = await simulate({ seed })
  const second = await simulate({ seed })

  expect(second.story).toEqual(first.story)
  expect(second.hash).toBe(first.hash)
  expect(first.story.length).toBeGreaterThan(20)
})

it('different seeds tell different stories', async () => {
  const hashes = new Set<string>()
  for (const seed of SEEDS) hashes.add((await simulate({ seed })).hash)

  expect(hashes.size).toBe(SEEDS.length)
})

it('leaves the timers of the process as they were', async () => {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis
  await simulate({ seed: 1 })

  expect([globalThis.setTimeout, globalThis.setInterval]).toEqual([setTimeout, setInterval])
  expect([globalThis.clearTimeout, globalThis.clearInterval]).toEqual([clearTimeout, clearInterval])
})
