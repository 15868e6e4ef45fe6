import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../../../simulators/observed.ts'
import type { StartOptions } from '../../../simulators/stage.ts'
import type { Staged } from '../staged.ts'
import { type Aftermath, aftermathOf } from './aftermath.ts'
import { booksOf } from './books.ts'
import { createPlayers } from './players.ts'
import type { Point, Step } from './step.ts'
import type { Story } from './stories.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
/** Ten minutes of reading are over in seconds. */
const FAST = { CLOCK_SPEED: '200' }

export interface Played extends Aftermath {
  readonly deaths: number
  /** The state of the newest request when the bot died; undefined where there was none yet. */
  readonly diedIn: string | undefined
  /** The mark was on disk, and the call had not left: the one place where a request ends without it. */
  readonly diedMarked: boolean
}

/** Plays a story while the bot is to die at a point; whoever finds it dead starts the usual bot. */
export function playWithDeath(set: Staged, story: Story, point: Point): Promise<Played> {
  return play(set, story, { DIE_AT: point })
}

/** Plays a story without a death. The steps that the bot made, in order, and what came of it. */
export async function record(
  set: Staged,
  story: Story,
): Promise<{ readonly steps: readonly Step[]; readonly played: Played }> {
  const file = join(set.stage.folder, 'steps')
  rmSync(file, { force: true })
  const played = await play(set, story, { STEPS_FILE: file })
  const steps = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith(':before'))
    .map((line) => line.replace(/:before$/, ''))
  return { steps, played }
}

async function play(set: Staged, story: Story, env: Readonly<Record<string, string>>): Promise<Played> {
  const { stage, seen, start } = set
  const key = set.freshKey()
  let diedIn: string | undefined
  let diedMarked = false
  const bot = await lit(set, { main: MAIN, env })
  const players = createPlayers({
    ...{ stage, seen, bot },
    async restart() {
      const sent = (await seen.writes()).some(({ path }) => path.includes(key.id))
      diedIn = booksOf(stage, key.id).states.at(-1)
      diedMarked = diedIn === 'calling' && !sent
      return diedMarked ? start({ main: MAIN, env: FAST }) : start()
    },
  })
  try {
    await story({ stage, seen, players, key })
    return { ...(await aftermathOf(stage, seen, key)), deaths: players.deaths(), diedIn, diedMarked }
  } finally {
    await players.leave()
  }
}

/** Only then is everything of the start behind it, and each call belongs to the story. */
async function lit({ start }: Staged, options: StartOptions) {
  const bot = await start(options)
  await until(
    async () => bot.output(),
    (output) => output.includes('the stage is lit') || bot.exited() !== null,
  )
  return bot
}
