import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { startCipherTrust } from './ciphertrust/start.ts'
import { type Slack, startSlack } from './slack/start.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const CONNECTS_WITHIN_MS = 30_000

export interface StageOptions {
  /** Overrides of the bot's environment. */
  readonly env?: Readonly<Record<string, string>>
  readonly policy?: (slack: Slack) => string
  readonly ciphertrust?: Parameters<typeof startCipherTrust>[0]
  readonly slack?: Parameters<typeof startSlack>[0]
  /** Port of the workspace page; any free one without it. */
  readonly port?: number
}

export interface StartOptions {
  /** Another entry than src/main.ts. */
  readonly main?: string
  /** Overrides of its environment, for this start. */
  readonly env?: Readonly<Record<string, string>>
}

export interface Bot {
  /** Everything it printed, on both streams. */
  output(): string
  /** Its exit code, or the signal that ended it; null while it runs. */
  exited(): number | string | null
  /** Settles when it has ended, whyever. */
  readonly gone: Promise<'the bot'>
  /** Ends it, waits until it is gone, and says how it went. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string | null>
}

export type Stage = Awaited<ReturnType<typeof setStage>>

/** Both simulators, and the real bot between them as a process of its own, in a folder of its own. */
export async function setStage(options: StageOptions = {}) {
  const slack = await startSlack({
    ...(options.port === undefined ? {} : { port: options.port }),
    ...options.slack,
  })
  const ciphertrust = await startCipherTrust(options.ciphertrust)
  const folder = mkdtempSync(join(tmpdir(), 'cckm-bot-demo-'))
  const policy = join(folder, 'policy.yml')
  const logFile = join(folder, 'bot.log')
  writeFileSync(policy, (options.policy ?? smallestPolicy)(slack))
  const env = {
    ...environment(slack, ciphertrust),
    POLICY_FILE: policy,
    DATABASE_URL: `sqlite:${join(folder, 'cckm-bot.db')}`,
    ...options.env,
  }
  return {
    slack,
    ciphertrust,
    folder,
    logFile,
    policyFile: policy,
    database: join(folder, 'cckm-bot.db'),
    /** Starts the bot; resolves when it holds a connection to Slack, or has ended. */
    async startBot({ main = MAIN, env: more = {} }: StartOptions = {}): Promise<Bot> {
      const bot = runBot(main, { ...env, ...more }, logFile)
      for (
        const end = Date.now() + CONNECTS_WITHIN_MS;
        Date.now() < end && bot.exited() === null;
        await sleep(50)
      )
        if ((await connections(slack)) > 0) break
      return bot
    },
    async close(): Promise<void> {
      await Promise.all([slack.close(), ciphertrust.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Whoever is on call asks, and somebody of security decides. */
export function twoPersonsPolicy({ channels, groups, users }: Slack, expires = '8h'): string {
  return [
    `channel: ${channels.audit}`,
    `requesters: [${groups.oncall}]`,
    `approvers: [${groups.security}]`,
    `admins: [${users.approver2}]`,
    'approvals: 1',
    `expires: ${expires}`,
    '',
  ].join('\n')
}

/** One approval for most keys; production takes a ticket and both approvers, and a ceremony's keys are never touched. */
export function demoPolicy(slack: Slack, expires?: string): string {
  return [
    twoPersonsPolicy(slack, expires).trimEnd(),
    'rules:',
    '  - name: ceremony keys',
    '    match: { aliases: ["alias/root-*"] }',
    '    deny: Root keys change in the key ceremony only. Ask the owners of the ceremony.',
    '  - name: production',
    '    match: { tags: { env: prod } }',
    '    approvals: 2',
    // Whoever may approve here may not ask, or there would be too few others.
    `    requesters: [${slack.users.requester}]`,
    '    reason: { tickets: [CHG, INC], link: "https://tickets.example.com/{ticket}" }',
    `    notify: [${slack.channels.payments}]`,
    '',
  ].join('\n')
}

function smallestPolicy({ channels, groups }: Slack): string {
  return `channel: ${channels.audit}\nrequesters: [${groups.oncall}]\napprovals: 0\n`
}

function environment(slack: Slack, ciphertrust: Awaited<ReturnType<typeof startCipherTrust>>) {
  return {
    PATH: process.env.PATH ?? '',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    CIPHERTRUST_URL: ciphertrust.url,
    CIPHERTRUST_USERNAME: ciphertrust.username,
    CIPHERTRUST_PASSWORD: ciphertrust.password,
    ...(ciphertrust.caFile ? { CIPHERTRUST_CA_FILE: ciphertrust.caFile } : {}),
    PORT: '0',
  }
}

function runBot(main: string, env: Readonly<Record<string, string>>, logFile: string): Bot {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      appendFileSync(logFile, chunk)
    })
  return {
    output: () => output,
    exited: () => ended(child),
    gone: once(child, 'close').then(() => 'the bot' as const),
    async end(signal) {
      if (ended(child) === null) {
        const gone = once(child, 'close')
        child.kill(signal)
        await gone
      }
      return ended(child)
    },
  }
}

function ended(child: ChildProcess): number | string | null {
  return child.exitCode ?? child.signalCode
}

async function connections(slack: Slack): Promise<number> {
  const state = await fetch(`${slack.controlUrl}/control/state`)
  return z.object({ connections: z.number() }).parse(await state.json()).connections
}
