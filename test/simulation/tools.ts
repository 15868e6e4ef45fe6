import type { Dice } from './dice.ts'
import type { Timeline } from './timeline.ts'
import type { Weather } from './weather.ts'

/** What every part of the simulation has at hand. */
export interface Tools {
  readonly dice: Dice
  readonly timeline: Timeline
  readonly weather: Weather
  /** A line of the story. */
  tell(who: string, what: string): void
  /** Counts something that is to happen often enough in many seeds. */
  reach(what: string): void
  /** A promise is broken: the simulation ends here. */
  wrong(sentence: string): void
}
