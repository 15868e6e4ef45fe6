import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { startCipherTrust } from '../../simulators/ciphertrust/start.ts'
import type { Slack } from '../../simulators/slack/start.ts'
import { runCli } from '../../src/cli/run.ts'
import type { Environment } from '../../src/config.ts'
import { now } from '../slack/harness.ts'

export const TOKEN = 'xoxb-not-to-be-printed'

/** What one command line prints, and how it ends. */
export async function cli(argv: readonly string[], env: Environment = {}, stdin: readonly string[] = []) {
  const out: string[] = []
  const err: string[] = []
  const sleeps: number[] = []
  const exit = await runCli(argv, {
    ...{ env, now, version: '1.2.3', user: env.USER ?? 'anna' },
    readFile: (file) => readFileSync(file, 'utf8'),
    sleep: async (ms) => void sleeps.push(ms),
    print: (text) => out.push(text),
    async printParts(parts) {
      let text = ''
      for await (const part of parts) text += part
      out.push(text.replace(/\n$/, ''))
    },
    stdin: Readable.from(stdin),
    complain: (text) => err.push(text),
  })
  return { exit, sleeps, out: out.join('\n').split('\n'), err: err.join('\n') }
}

/** A folder of its own for one test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'cckm-bot-cli-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A policy file of its own for one test. */
export function written(text: string): string {
  const file = join(folder(), 'policy.yml')
  writeFileSync(file, text)
  return file
}

export function slackEnv({ botToken, apiUrl }: Slack): Environment {
  return { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl }
}

/** A CipherTrust of its own for one test, and what the environment says of it. */
export async function cipherTrustEnv(): Promise<Environment> {
  const server = await startCipherTrust()
  onTestFinished(() => server.close())
  return {
    CIPHERTRUST_URL: server.url,
    CIPHERTRUST_USERNAME: server.username,
    CIPHERTRUST_PASSWORD: server.password,
  }
}
