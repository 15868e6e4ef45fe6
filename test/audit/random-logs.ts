import fc from 'fast-check'
import { randomEntry } from './random-entry.ts'

/** Entries to make logs from: what is odd in them is random, and the same in every run. */
export const entryBodies: readonly string[] = fc
  .sample(randomEntry, { numRuns: 2_000, seed: 9 })
  .map((entry) => JSON.stringify(entry))

/** Logs of up to `most` random entries, as the texts that are stored. The same seed makes the same logs. */
export function* randomLogs(count: number, { seed = 1, most = 10 } = {}): Generator<readonly string[]> {
  const pick = randomly(seed)
  for (let log = 0; log < count; log++)
    yield Array.from({ length: 1 + pick(most) }, () => entryBodies[pick(entryBodies.length)] ?? '')
}

/** Numbers below a bound, from a seed. */
export function randomly(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    // mulberry32, in the public domain: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
