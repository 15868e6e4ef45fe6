import pLimit from 'p-limit'
import type { Clock } from '../ports.ts'

/** CipherTrust serves other people too, and answers with 429 when one of them takes too much. */
const AT_ONCE = 6
const PER_SECOND = 50
/** What may go at once after a quiet time. */
const BURST = 50
const SPACING_MS = 1_000 / PER_SECOND

/** Lets a piece of work begin when it is its turn. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Turns for reads: a few at once, and not too many a second. A write takes none, for it must not wait between its mark
 * and its bytes; the jobs bound how many there are.
 */
export function createTurns({ now, sleep }: Clock): Turns {
  const limit = pLimit(AT_ONCE)
  let next = 0

  async function pace(): Promise<void> {
    const at = now().getTime()
    const quiet = at - BURST * SPACING_MS
    // Nothing is ever owed to so late a time, unless the clock was set back.
    const owed = next > at + AT_ONCE * SPACING_MS ? quiet : Math.max(next, quiet)
    next = owed + SPACING_MS
    if (owed > at) await sleep(owed - at)
  }

  return (work) =>
    limit(async () => {
      await pace()
      return work()
    })
}
