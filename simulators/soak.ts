import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { generatedKeys } from './ciphertrust/generated-keys.ts'
import { observe, until } from './observed.ts'
import { load, type Tally } from './soak/load.ts'
import { isFlat, trendOf } from './soak/trend.ts'
import { type Stage, setStage, twoPersonsPolicy } from './stage.ts'

const Sample = z.object({
  at: z.number(),
  rss: z.number(),
  heapUsed: z.number(),
  external: z.number(),
  handles: z.number(),
  files: z.number(),
})
type Sample = z.infer<typeof Sample>

const MB = 1024 * 1024
const HOUR = 3_600_000
/**
 * What is measured, in which unit, and by how much it may grow in an hour. In that time some 5,000 commands are typed: a
 * kilobyte kept of each would be 5 MB.
 */
const MEASURES = [
  { name: 'heap after gc', unit: 'MB', of: ({ heapUsed }: Sample) => heapUsed / MB, limit: 4 },
  { name: 'resident set', unit: 'MB', of: ({ rss }: Sample) => rss / MB, limit: 20 },
  { name: 'handles', unit: '', of: ({ handles }: Sample) => handles, limit: 1 },
  { name: 'open files', unit: '', of: ({ files }: Sample) => files, limit: 1 },
] as const
/** Caches fill and code is compiled in the beginning: this part of the run is not in the line. */
const WARM_UP = 1 / 3
const SAMPLES = 360
const KEYS = 120

const minutes = readMinutes()
process.exitCode = await soak(minutes)

/** 0 when the bot did what it was asked to, and holds no more at the end than after its start. */
async function soak(minutes: number): Promise<number> {
  const stage = await setStage({ policy: (slack) => twoPersonsPolicy(slack), ciphertrust: { keys: KEYS } })
  const file = join(stage.folder, 'samples.jsonl')
  const everyMs = Math.max(250, (minutes * 60_000) / SAMPLES)
  const bot = await stage.startBot({
    env: {
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'soak/probe.ts'))}`,
      ...{ SOAK_SAMPLES: file, SOAK_EVERY_MS: String(everyMs), LOG_LEVEL: 'warn' },
    },
  })
  console.log(`soaking for ${minutes} minutes, a sample every ${(everyMs / 1_000).toFixed(1)} s`)
  const over = new AbortController()
  const seen = observe(stage)
  await until(seen.connections, (open) => open === 2)
  const working = load({ stage, seen, keys: eligibleKeys() }, over.signal)
  await Promise.race([sleep(minutes * 60_000), bot.gone, working])
  over.abort()
  const tally = await working
  const alive = bot.exited() === null
  const exit = await bot.end('SIGTERM')
  const flat = report(samplesIn(file))
  console.log(tallied(tally, stage))
  await stage.close()
  if (!alive || exit !== 0) console.log(`the bot ended with ${exit}:\n${bot.output().slice(-2_000)}`)
  const good = flat && alive && exit === 0 && tally.unanswered.length <= tally.refreshes
  console.log(good ? 'flat' : 'NOT flat')
  return good ? 0 : 1
}

function report(all: readonly Sample[]): boolean {
  const [first] = all
  const samples = all.slice(Math.floor(all.length * WARM_UP))
  if (!first || samples.length < 3) throw new Error('the run was too short for a line: give it more minutes')
  console.log(`${all.length} samples; the line is through the last ${samples.length}`)
  const flat = MEASURES.map(({ name, unit, of, limit }) => {
    const trend = trendOf(samples.map((sample) => ({ at: (sample.at - first.at) / HOUR, value: of(sample) })))
    const isSo = isFlat(trend, limit)
    const [mean, slope, error] = [trend.mean, trend.slope, trend.error].map((value) => value.toFixed(2))
    console.log(
      `${name.padEnd(14)} mean ${mean} ${unit}, slope ${slope} ± ${error} ${unit}/h (limit ${limit}): ${isSo ? 'flat' : 'grows'}`,
    )
    return isSo
  })
  return flat.every(Boolean)
}

function tallied({ unanswered, ...counts }: Tally, { database }: Stage): string {
  const done = Object.entries(counts).map(([what, count]) => `${what} ${count}`)
  const lost = unanswered.length === 0 ? '' : `: ${[...new Set(unanswered)].join('; ')}`
  return `${done.join(', ')}; without an answer ${unanswered.length}${lost}; database ${existsSync(database) ? (readFileSync(database).length / MB).toFixed(1) : 0} MB`
}

function samplesIn(file: string): readonly Sample[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  return lines.map((line) => Sample.parse(JSON.parse(line)))
}

function eligibleKeys() {
  return generatedKeys(KEYS, 1)
    .map(({ key: { id, aws_param: aws } }) => ({ id, alias: aws.Alias?.[0] ?? id, aws }))
    .filter(({ aws }) => aws.CustomerMasterKeySpec === 'SYMMETRIC_DEFAULT' && aws.Origin === 'AWS_KMS')
    .filter(({ aws }) => aws.KeyState === 'Enabled' && !aws.KeyRotationEnabled)
    .map(({ id, alias }) => ({ id, alias }))
}

function readMinutes(): number {
  try {
    const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } })
    const read = Number(values.minutes)
    if (read > 0 && read <= 10_000) return read
    throw new Error('--minutes must be a number above 0, at most 10000.')
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nUsage: npm run soak -- --minutes M`,
    )
    process.exit(2)
  }
}
