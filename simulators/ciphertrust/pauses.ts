import { setTimeout } from 'node:timers/promises'

// The longest delay that a Node timer takes.
const forever = 2 ** 31 - 1

export interface Pauses {
  /** Whether the time was waited out, or the pause was cut short by a reset or by closing. */
  wait(ms?: number): Promise<'over' | 'cut'>
  cut(): void
}

export function createPauses(): Pauses {
  let running = new AbortController()

  return {
    async wait(ms = forever) {
      const { signal } = running
      await setTimeout(ms, undefined, { signal }).catch(() => undefined)
      return signal.aborted ? 'cut' : 'over'
    },
    cut() {
      running.abort()
      running = new AbortController()
    },
  }
}
