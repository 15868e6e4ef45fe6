import { createHash } from 'node:crypto'
import { openSqlite } from '../../src/store/sqlite.ts'
import { T0 } from '../builders.ts'
import { calmDown, endsOf } from './calm.ts'
import { createDice } from './dice.ts'
import { judgeAnchors } from './judge/anchors.ts'
import { judgeAsAnAuditor } from './judge/auditor.ts'
import { judgeTheEnd } from './judge/in-the-end.ts'
import type { Plant } from './plant.ts'
import { createStage } from './stage.ts'
import { createTimeline, onTimeline, settled, type Timeline } from './timeline.ts'
import type { Tools } from './tools.ts'
import { drawWeather } from './weather.ts'
import { inWords } from './words.ts'
import { schedule } from './world/happenings.ts'

export interface Options {
  readonly seed: number
  readonly plant?: Plant
  /** Whether every job is dropped once faults are over; by chance where nothing is said. */
  readonly drops?: boolean
}

export interface Outcome {
  readonly seed: number
  /** The promise that was broken first, or null. */
  readonly wrong: string | null
  readonly story: readonly string[]
  /** SHA-256 of the story: the same for the same seed. */
  readonly hash: string
  readonly reached: ReadonlyMap<string, number>
  /** What came of it, whenever it came: states, lines and answers. */
  readonly ends: readonly string[]
}

/** Plays one story, which follows from its seed alone, and judges it at each step and in the end. */
export function simulate(options: Options): Promise<Outcome> {
  const timeline = createTimeline(beginning(options.seed))
  return onTimeline(timeline, () => play(timeline, options))
}

const DAY_MS = 86_400_000

/** In the morning, or so late that a day ends within the story. */
function beginning(seed: number): number {
  const chance = createDice(String(seed)).of('beginning')
  if (chance.chance(0.7)) return T0.getTime()
  return (Math.floor(T0.getTime() / DAY_MS) + 1) * DAY_MS - chance.between(2, 60) * 60_000
}

/** Of a story that never comes to its end. */
const MOST_STEPS = 20_000

async function play(timeline: Timeline, { seed, plant = {}, drops }: Options): Promise<Outcome> {
  const story: string[] = []
  const reached = new Map<string, number>()
  let wrong: string | null = null
  const dice = createDice(String(seed))
  const tools: Tools = {
    ...{ dice, timeline, weather: drawWeather(dice.of('weather')) },
    tell: (who, what) => void story.push(`${inWords.time(timeline.now)}  ${who} ${what}`),
    reach: (what) => void reached.set(what, (reached.get(what) ?? 0) + 1),
    wrong(sentence) {
      wrong ??= sentence
      tools.tell('WRONG:', sentence)
    },
  }
  const db = openSqlite(':memory:', () => new Date(timeline.now))
  const stage = createStage(tools, db, plant)
  try {
    void stage.lives.begin()
    await pass(schedule(tools, stage))
    calmDown(tools, stage, drops)
    const calmSince = timeline.now
    await pass(2 * DAY_MS)
    if (!wrong) await judgeTheEnd(tools, stage.books, stage.slack)
    if (!wrong) await judgeAnchors(tools, stage, calmSince)
    if (!wrong) await judgeAsAnAuditor(tools, stage.books)
    const ends = await endsOf(stage)
    const hash = createHash('sha256').update(story.join('\n')).digest('hex')
    return { ...{ seed, wrong, story, hash, reached, ends } }
  } finally {
    await db.close()
  }

  async function pass(ms: number): Promise<void> {
    const end = timeline.now + ms
    await settled()
    await stage.books.observe()
    for (let steps = 0; !wrong && timeline.step(stage.books.due(), end); steps++) {
      await settled()
      await stage.books.observe()
      if (steps > MOST_STEPS) tools.wrong('the story never comes to its end')
    }
    timeline.now = Math.max(timeline.now, end)
  }
}
