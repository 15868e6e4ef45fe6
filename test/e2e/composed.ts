import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { z } from 'zod'
import { fixtureByAlias } from '../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { observe } from '../../simulators/observed.ts'
import type { Slack } from '../../simulators/slack/start.ts'
import { type Stage, setStage, twoPersonsPolicy } from '../../simulators/stage.ts'
import { type Stop, startApp, type Wrap } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { readPolicy } from '../../src/policy-file.ts'
import type { Database } from '../../src/store/database.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { anchored } from './staged.ts'

/** A step of a request, as it was committed. */
export interface Step {
  readonly request: string
  readonly from: string
  readonly to: string
  /** Of its entry. */
  readonly kind: string
  /** In how many seconds the key is read again, while the call is in doubt. */
  readonly readIn?: number
}

/** Happens once, just before a port is called this way: `ciphertrust.send`. */
type Before = Map<string, () => unknown>

const Committed = z.array(
  z.looseObject({
    from: z.looseObject({ state: z.string() }).nullable(),
    to: z.looseObject({ id: z.string(), state: z.string(), nextReadAt: z.number().optional() }),
    entry: z.looseObject({ kind: z.string(), at: z.string() }),
  }),
)
/** Eligible, and not rotating; of the KMS that reports no periods. */
const ELIGIBLE = 'alias/aws-test-key'
const AUDIT_LEVEL = 70

export type Composed = Awaited<ReturnType<typeof compose>>

/**
 * The whole bot in this process, between both simulators, on a clock that a test sets ahead; the simulators share it. It
 * begins now, or at another time. Every step that a request takes is seen where it is committed.
 */
export async function compose(
  policy: (slack: Slack) => string = twoPersonsPolicy,
  alias = ELIGIBLE,
  { keys = 0, begins = new Date() }: { readonly keys?: number; readonly begins?: Date } = {},
) {
  const shift = begins.getTime() - Date.now()
  let passed = 0
  let wrong = 0
  const now = () => new Date(Date.now() + shift + passed)
  const clock = {
    now: () => new Date(now().getTime() + wrong),
    // Never below zero, as on a machine: not even where the test begins earlier than it runs.
    uptime: () => performance.now() + passed,
    sleep: (ms: number) => sleep(ms),
  }
  const stage = await setStage({
    policy,
    slack: { postLimit: false, now: () => now().getTime() },
    ciphertrust: { now, keys },
  })
  const seen = observe(stage)
  const steps: Step[] = []
  const before: Before = new Map()
  const log: string[] = []
  let stop: Stop | undefined

  const databases: Database[] = []
  const wrap: Wrap = (name, port) =>
    new Proxy(port, {
      get(target, property) {
        const method: unknown = Reflect.get(target, property)
        if (typeof method !== 'function') return method
        return async (...args: unknown[]) => {
          const call = `${name}.${String(property)}`
          const happens = before.get(call)
          before.delete(call)
          await happens?.()
          const result: unknown = await method.apply(target, args)
          if (call === 'ledger.commit') note(steps, args)
          return result
        }
      },
    })

  async function start(): Promise<void> {
    const text = readFileSync(stage.policyFile, 'utf8')
    const read = readPolicy(text, 'policy.yml')
    const config = readConfig(environmentOf(stage), (file) => readFileSync(file, 'utf8'))
    if (!config.ok || !read.ok) throw new Error('the test has set the bot up wrongly')
    await startApp({
      ...{ config: config.config, policy: read.policy, clock, wrap, version: 'test' },
      policyHash: createHash('sha256').update(text).digest('hex'),
      log: pino({ customLevels: { audit: AUDIT_LEVEL } }, { write: (line: string) => void log.push(line) }),
      open: (...how) => {
        const database = openSqlite(...how)
        databases.push(database)
        return database
      },
      onRunning: (how) => {
        stop = how
      },
      onFatal: (sentence) => void log.push(sentence),
    })
  }
  await start()
  await anchored({ stage, seen })
  return {
    ...{ stage, seen, steps, before, log, key: fixtureByAlias(alias) },
    now: () => now().getTime(),
    /** Time passes: for the bot, and for CipherTrust and Slack. */
    pass(seconds: number): void {
      passed += seconds * 1_000
    },
    /** The clock of the bot alone is set ahead, or back: Slack and CipherTrust have another. */
    setClock(seconds: number): void {
      wrong = seconds * 1_000
    },
    /** No page more can be written to the database of this life, until there is room again. */
    async diskFull(isFull: boolean): Promise<void> {
      await databases.at(-1)?.transaction((sql) => sql(`PRAGMA max_page_count = ${isFull ? 1 : 1_000_000}`))
    },
    /** The bot is stopped and begins again, under another policy if one is given; `meanwhile` happens between. */
    async restart(next: (slack: Slack) => string = policy, meanwhile?: () => unknown): Promise<void> {
      await stop?.()
      await meanwhile?.()
      writeFileSync(stage.policyFile, next(stage.slack))
      await start()
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await stop?.()
      await stage.close()
    },
  }
}

function note(steps: Step[], committed: readonly unknown[]): void {
  for (const { from, to, entry } of Committed.parse(committed)) {
    const { nextReadAt } = to
    const readIn = nextReadAt && { readIn: (nextReadAt - Date.parse(entry.at)) / 1_000 }
    steps.push({ request: to.id, from: from?.state ?? 'none', to: to.state, kind: entry.kind, ...readIn })
  }
}

function environmentOf({ slack, ciphertrust, policyFile, database }: Stage) {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    CIPHERTRUST_URL: ciphertrust.url,
    CIPHERTRUST_USERNAME: ciphertrust.username,
    CIPHERTRUST_PASSWORD: ciphertrust.password,
    POLICY_FILE: policyFile,
    DATABASE_URL: `sqlite:${database}`,
    PORT: '0',
  }
}
