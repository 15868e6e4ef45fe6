import type { Policy } from '../../../src/core/policy.ts'
import type { Tick } from '../timeline.ts'
import type { Tools } from '../tools.ts'
import type { Life } from './life.ts'
import type { Process } from './process.ts'

/** A life that takes jobs and hears people. */
export interface Living {
  readonly life: Life
  readonly bot: Process
  readonly jobs: Awaited<ReturnType<Process['start']>>
}

interface Succession {
  readonly create: (life: Life) => Process
  /** Drops every job before the next life looks for what is left. */
  readonly dropJobs: () => Promise<void>
}

/** The lives of the bot, one after another on one database. Whenever one ends, the next begins a while later. */
export function createLives(tools: Tools, { create, dropJobs }: Succession, first: Policy) {
  const { dice, timeline, weather, tell, reach } = tools
  const chance = dice.of('lives')
  let newest: Life | undefined
  let living: Living | undefined
  let policy = first
  let ticks: readonly Tick[] = []

  async function begin(): Promise<void> {
    const number = (newest?.number ?? 0) + 1
    const life: Life = { number, owner: `bot-${number}`, policy, alive: true, step: '', asleepUntil: 0 }
    newest = life
    tell(`Bot ${number}`, 'starts')
    const bot = create(life)
    if (lives.drops ?? (number > 1 && chance.chance(0.3))) {
      reach('every job is dropped before a start')
      await dropJobs()
    }
    const before = new Set(timeline.ticks)
    const jobs = await bot.start()
    ticks = [...timeline.ticks].filter((tick) => !before.has(tick))
    for (const tick of ticks) tick.notBefore = () => life.asleepUntil
    // It may have died with the first job that it took.
    if (life.alive) living = { life, bot, jobs }
    else drop(ticks)
  }

  function drop(ended: readonly Tick[]): void {
    for (const tick of ended) timeline.ticks.delete(tick)
  }

  function buried(life: Life): void {
    life.alive = false
    living = undefined
    drop(ticks)
    const pause = weather.calm ? 1_000 : chance.pick(1, 1, 5, 30, 300) * 1_000
    timeline.in(pause, () => void begin())
  }

  const lives = {
    /** Whether jobs are dropped before the next start; by chance where nothing is said. */
    drops: undefined as boolean | undefined,
    begin,
    newest: () => newest,
    die: (life: Life) => {
      if (life.alive) buried(life)
    },
    /** Who hears what is said to the bot now; nobody while it is dead, asleep or not up yet. */
    awake: (): Living | undefined => (living && living.life.asleepUntil <= timeline.now ? living : undefined),
    /** Somebody stops it in good order, and starts it again, perhaps with another policy. */
    async restart(next: Policy = policy): Promise<void> {
      policy = next
      const stopping = living
      if (!stopping) return
      living = undefined
      tell(`Bot ${stopping.life.number}`, 'is stopped')
      reach('stopped in good order')
      await stopping.jobs.stop()
      await stopping.bot.deps.ledger.note({
        v: 1,
        kind: 'stopped',
        at: stopping.bot.deps.now().toISOString(),
      })
      if (stopping.life.alive) buried(stopping.life)
    },
  }
  return lives
}
export type Lives = ReturnType<typeof createLives>
