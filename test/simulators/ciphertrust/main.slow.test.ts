import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { Agent, request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'

interface Printed {
  readonly url: string
  readonly username: string
  readonly password: string
  readonly caFile?: string
  readonly clientId?: string
  readonly clientCertFile?: string
  readonly clientKeyFile?: string
}

function start(...argv: string[]): ChildProcess {
  const child = spawn(process.execPath, ['simulators/ciphertrust/main.ts', ...argv], { stdio: 'pipe' })
  onTestFinished(async () => {
    if (child.exitCode !== null) return
    child.kill()
    await once(child, 'exit')
  })
  return child
}

async function printedBy(child: ChildProcess): Promise<Printed> {
  if (!child.stdout) throw new Error('no stdout')
  const [line] = await once(createInterface(child.stdout), 'line')
  return JSON.parse(line)
}

function agentFor(caFile: string | undefined): Agent {
  const agent = new Agent({ connect: caFile ? { ca: readFileSync(caFile, 'utf8') } : {} })
  onTestFinished(() => agent.destroy())
  return agent
}

async function login({ url, username, password, caFile }: Printed, trust = true): Promise<number> {
  const agent = agentFor(trust ? caFile : undefined)
  const body = JSON.stringify({ username, password })
  const reply = await request(`${url}/api/v1/auth/tokens`, { method: 'POST', body, dispatcher: agent })
  await reply.body.dump()
  return reply.statusCode
}

describe('npm run sim:ciphertrust', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one JSON line and stops on %s, whatever hangs',
    async (signal) => {
      const child = start('--keys', '5')
      const output = child.stdout && text(child.stdout)
      const printed = await printedBy(child)
      expect(Object.keys(printed)).toEqual(['url', 'username', 'password'])
      expect(await login(printed)).toBe(200)

      await fetch(`${printed.url}/control/fault`, { method: 'POST', body: '{"kind":"hang"}' })
      const hanging = login(printed).catch(() => 'cut')
      await expect
        .poll(async () => (await (await fetch(`${printed.url}/control/calls`)).json()) as unknown)
        .toHaveLength(2)
      child.kill(signal)
      const from = performance.now()
      expect(await once(child, 'exit')).toEqual([0, null])
      expect(performance.now() - from).toBeLessThan(1000)
      expect(await hanging).toBe('cut')
      expect((await output)?.trim().split('\n')).toHaveLength(1)
    },
  )

  it('exits 2 with a sentence for an unknown option', async () => {
    const child = start('--nonsense')
    const words = child.stderr && text(child.stderr)
    expect(await once(child, 'exit')).toEqual([2, null])
    expect(await words).toContain("Unknown option '--nonsense'")
  })

  it('exits 1 with a sentence when the port is taken', async () => {
    const { url } = await printedBy(start())
    const second = start('--port', new URL(url).port)
    const words = second.stderr && text(second.stderr)
    expect(await once(second, 'exit')).toEqual([1, null])
    expect(await words).toContain('The simulator cannot start: listen EADDRINUSE')
  })

  it('speaks TLS under its own CA, by address and by name, and cleans the CA up', async () => {
    const child = start('--tls')
    const printed = await printedBy(child)
    expect(printed.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    expect(await login(printed)).toBe(200)
    expect(await login({ ...printed, url: printed.url.replace('127.0.0.1', 'localhost') })).toBe(200)
    await expect(login(printed, false)).rejects.toThrow(/unable to verify|self-signed|local issuer/)
    child.kill('SIGTERM')
    await once(child, 'exit')
    const { caFile = '', clientCertFile = '', clientKeyFile = '' } = printed
    expect([caFile, clientCertFile, clientKeyFile].map((file) => [file !== '', existsSync(file)])).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ])
    expect(printed.clientId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('hangs up on TLS as well', async () => {
    const printed = await printedBy(start('--tls'))
    const agent = agentFor(printed.caFile)
    const post = (path: string, body: string) =>
      request(`${printed.url}${path}`, { method: 'POST', body, dispatcher: agent })
    expect((await post('/control/fault', '{"kind":"hangup_before"}')).statusCode).toBe(200)
    await expect(post('/api/v1/auth/tokens', '{}')).rejects.toThrow('other side closed')
  })

  it.each([
    ['wrong-name', 'does not match certificate'],
    ['expired', 'certificate has expired'],
  ])('has a certificate that clients refuse with --tls=%s', async (mode, words) => {
    const printed = await printedBy(start(`--tls=${mode}`))
    await expect(login(printed)).rejects.toThrow(words)
  })
})
