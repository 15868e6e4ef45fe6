import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'
import { forever, type Life } from './life.ts'

/** Where an end of the process, or a long sleep, matters most: it comes more often there. */
const MORE_OFTEN: readonly (readonly [RegExp, number])[] = [
  [/commit\(calling|ciphertrust\.send/, 20],
  [/commit\((?:claimed|approved|succeeded|unconfirmed|asked)|chat\.post|take|answer/, 6],
]

function oftenAt(step: string): number {
  return MORE_OFTEN.find(([where]) => where.test(step))?.[1] ?? 1
}

/** Between any two steps of a life something else may happen: another task, a long sleep, the end. */
export function createGates({ dice, timeline, weather, tell, reach }: Tools, die: (life: Life) => void) {
  const chance = dice.of('gates')

  /** Does it once the life is awake, if it still lives. */
  function wake(life: Life, at: number, run: () => void): void {
    timeline.schedule(at, () => {
      if (!life.alive) return
      if (timeline.now < life.asleepUntil) wake(life, life.asleepUntil, run)
      else run()
    })
  }

  function end(life: Life, when: 'before' | 'within' | 'after', step: string): void {
    reach(`crash ${when} ${step}`)
    tell(`Bot ${life.number}`, `dies ${when} ${inWords.step(step)}`)
    die(life)
  }

  return {
    wake,
    end,
    /** Passes on at once, later or never. */
    async pass(life: Life, when: 'before' | 'after', step: string): Promise<void> {
      if (!life.alive) return forever()
      if (weather.calm) return
      const often = oftenAt(step)
      if (chance.chance(weather.crash * often)) {
        end(life, when, step)
        return forever()
      }
      // Not between the last look at the clock and the bytes: nothing is waited for there.
      if (when === 'after' && chance.chance(weather.sleep * often)) {
        const ms = chance.pick(10, 60, 150, 400, 900) * 1_000
        tell(`Bot ${life.number}`, `sleeps for ${Math.round(ms / 1_000)} s ${when} ${inWords.step(step)}`)
        reach('sleep')
        life.asleepUntil = timeline.now + ms
      } else if (!chance.chance(weather.yield)) return
      const ms = chance.between(0, 30)
      await new Promise<void>((resolve) => wake(life, timeline.now + ms, resolve))
    },
    /** Whether this transaction is cut off, and after how many of its statements. */
    tornAfter: (): number | null =>
      !weather.calm && chance.chance(weather.torn) ? chance.between(0, 8) : null,
  }
}
export type Gates = ReturnType<typeof createGates>
