import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const MAIN = new URL('../../../simulators/slack/main.ts', import.meta.url).pathname

describe('the command line', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('prints one JSON line and stops on %s', async (signal) => {
    const child = spawn(process.execPath, [MAIN], { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines: string[] = []
    const output = createInterface(child.stdout).on('line', (line) => lines.push(line))
    await once(output, 'line')

    child.kill(signal)
    const [code] = await once(child, 'exit')

    expect(code).toBe(0)
    expect(lines).toHaveLength(1)
    const contract = JSON.parse(lines[0] ?? '')
    expect(contract).toMatchObject({
      apiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/$/),
      botToken: expect.stringMatching(/^xoxb-/),
      appToken: expect.stringMatching(/^xapp-/),
    })
    expect(Object.keys(contract.users)).toEqual(
      expect.arrayContaining([
        'requester',
        'approver1',
        'approver2',
        'guest',
        'stranger',
        'deactivated',
        'outsider',
      ]),
    )
  })

  it.each([
    [['--prot', '1']],
    [['--port', 'many']],
    [['--manifest', 'nowhere.yml']],
    [['--manifest', 'package.json']],
    [['extra']],
  ])('refuses %j with a sentence and exit 2', async (args) => {
    const child = spawn(process.execPath, [MAIN, ...args])
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(code).toBe(2)
    expect(said).toMatch(/\S+ \S+/)
    expect(said).not.toContain('    at ')
  })
})
