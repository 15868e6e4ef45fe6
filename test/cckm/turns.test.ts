import { describe, expect, it } from 'vitest'
import { createTurns } from '../../src/cckm/turns.ts'

/** Turns on a clock that stands, but for what is slept. */
function aWorld() {
  const world = { at: 1_800_000_000_000, slept: 0 }
  const turns = createTurns({
    now: () => new Date(world.at),
    async sleep(ms) {
      world.slept += ms
      world.at += ms
    },
  })
  return { world, turns }
}

describe('turns', () => {
  it('lets six pieces of work through at once, and the others in their order as these end', async () => {
    const { turns } = aWorld()
    const begun: number[] = []
    const gates = Array.from({ length: 10 }, () => Promise.withResolvers<void>())
    const work = gates.map(({ promise }, n) =>
      turns(() => {
        begun.push(n)
        return promise
      }),
    )
    await expect.poll(() => begun).toEqual([0, 1, 2, 3, 4, 5])
    gates[3]?.resolve()
    await expect.poll(() => begun).toEqual([0, 1, 2, 3, 4, 5, 6])
    for (const { resolve } of gates) resolve()
    await Promise.all(work)
    expect(begun).toHaveLength(10)
  })

  it('lets fifty through in a burst, and then fifty a second', async () => {
    const { turns, world } = aWorld()
    for (let n = 0; n < 50; n++) await turns(async () => {})
    expect(world.slept).toBe(0)
    for (let n = 0; n < 100; n++) await turns(async () => {})
    expect(world.slept).toBeGreaterThan(1_900)
    expect(world.slept).toBeLessThan(2_100)
  })

  it('owes nothing to the clock of before when it is set back by an hour', async () => {
    const { turns, world } = aWorld()
    for (let n = 0; n < 60; n++) await turns(async () => {})
    const before = world.slept
    world.at -= 3_600_000
    await turns(async () => {})
    expect(world.slept - before).toBeLessThan(1_000)
  })

  it('goes on after work that failed', async () => {
    const { turns } = aWorld()
    for (let n = 0; n < 20; n++)
      await expect(turns(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await turns(async () => 'done')).toBe('done')
  })
})
