import { parseArgs } from 'node:util'
import { simulate } from './simulate.ts'

const USAGE = 'Usage: npm run simulate -- [--seeds N] [--from S] [--replay SEED]'

const values = read()

if (values.replay === undefined) await many(whole('seeds', 1), whole('from', 0))
else await replay(whole('replay', 0))

/** Plays one seed, and prints what happened in it. */
async function replay(seed: number): Promise<void> {
  const { story, wrong, hash } = await simulate({ seed })
  console.log(story.join('\n'))
  console.log(wrong ? `\nSeed ${seed}: ${wrong}` : `\nSeed ${seed}: every promise was kept`)
  console.log(`story ${hash.slice(0, 16)}`)
  process.exitCode = wrong ? 1 : 0
}

/** Plays seeds until one breaks a promise, and then prints its story; else how often each thing happened. */
async function many(seeds: number, from: number): Promise<void> {
  const reached = new Map<string, number>()
  const began = process.hrtime.bigint()
  for (let seed = from; seed < from + seeds; seed++) {
    const outcome = await simulate({ seed })
    if (outcome.wrong) {
      await replay(seed)
      console.log(`again: npm run simulate -- --replay ${seed}`)
      return
    }
    for (const [what, count] of outcome.reached) reached.set(what, (reached.get(what) ?? 0) + count)
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  for (const [what, count] of [...reached].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(count).padStart(8)}  ${what}`)
  console.log(`${seeds} seeds from ${from} in ${seconds.toFixed(1)} s: every promise was kept`)
}

function read() {
  try {
    const seeds = { type: 'string', default: '500' } as const
    const from = { type: 'string', default: '1' } as const
    return parseArgs({ options: { seeds, from, replay: { type: 'string' } } }).values
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error))
  }
}

function whole(name: 'seeds' | 'from' | 'replay', least: number): number {
  const text = values[name] ?? ''
  const number = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number
  return misused(`--${name} must be a whole number from ${least} on, such as --${name} 500, not “${text}”.`)
}

function misused(sentence: string): never {
  console.error(`${sentence}\n${USAGE}`)
  return process.exit(2)
}
