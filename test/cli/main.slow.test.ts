import { execFile, spawnSync } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { slackForTest } from '../simulators/slack/harness.ts'
import { folder, TOKEN } from './harness.ts'

const ROOT = join(import.meta.dirname, '../..')
const MAIN = join(ROOT, 'src/cli/main.ts')
/** As people have it, without what npm adds for scripts. */
const PATH = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((part) => !part.endsWith(join('node_modules', '.bin')))
  .join(delimiter)

interface Place {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

function run(command: string, args: readonly string[], { cwd = ROOT, env = {} }: Place = {}) {
  const options = { cwd, env: { PATH, ...env }, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(command, args, options)
  return { exit: status, out: stdout, err: stderr }
}

function main(args: readonly string[], place: Place = {}) {
  return run(process.execPath, [MAIN, ...args], place)
}

describe('cckm-bot', () => {
  it('is run by npx in the repository, without a network', () => {
    const env = { npm_config_cache: folder(), npm_config_offline: 'true', HOME: folder() }
    const { exit, out } = run('npx', ['cckm-bot', 'policy', 'check', 'policy.example.yml'], { env })
    expect(out).toMatch(/^policy\.example\.yml is fine/)
    expect(exit).toBe(0)
    expect(statSync(join(ROOT, 'bin/cckm-bot.cjs')).mode & 0o111).toBe(0o111)
  })

  it.each([
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [['policy', 'check', 'policy.example.yml'], 0, /^policy\.example\.yml is fine/],
    [['policy', 'check', 'nowhere.yml'], 1, /^nowhere\.yml:1:1: /],
    [['policy', 'chek'], 2, /^$/],
  ])('ends %j with %i', (args, exit, out) => {
    const found = main(args)
    expect(found.exit).toBe(exit)
    expect(found.out).toMatch(out)
    expect(found.err).not.toMatch(/^\s+at /m)
  })

  it('reads .env where it is called, behind what the environment says', () => {
    const cwd = folder()
    writeFileSync(join(cwd, '.env'), 'POLICY_FILE=of-the-file.yml\n')
    expect(main(['policy', 'check'], { cwd }).out).toMatch(/^of-the-file\.yml:1:1/)
    const env = { POLICY_FILE: 'of-the-environment.yml' }
    expect(main(['policy', 'check'], { cwd, env }).out).toMatch(/^of-the-environment\.yml:1:1/)
  })

  it('says in one sentence that a token is wrong, without the token', async () => {
    const slack = await slackForTest()
    const { exit, out, err } = await spawned(['ids'], {
      ...{ SLACK_BOT_TOKEN: TOKEN, SLACK_API_URL: slack.apiUrl },
    })
    expect({ exit, out }).toEqual({ exit: 1, out: '' })
    expect(err).toMatch(/^Slack refused the token of SLACK_BOT_TOKEN \(invalid_auth\).*\n$/)
    expect(err).not.toContain(TOKEN)
  })

  it('stops quietly when nobody reads on', () => {
    const line = `"${process.execPath}" "${MAIN}" policy check policy.example.yml --json | true`
    expect(run('sh', ['-c', line])).toEqual({ exit: 0, out: '', err: '' })
  })
})

/** Beside a server of this process, which must go on meanwhile. */
async function spawned(args: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ exit: number | null; out: string; err: string }>((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], { env: { PATH, ...env } }, (_, out, err) =>
      resolve({ exit: child.exitCode, out, err }),
    )
  })
}
