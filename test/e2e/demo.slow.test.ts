import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'

const DEMO = join(import.meta.dirname, '../../simulators/demo.ts')

const Story = z.object({
  steps: z.array(z.object({ name: z.string(), ok: z.boolean() })),
  posts: z.int(),
  ok: z.boolean(),
})

describe('the scripted demo', () => {
  it('ends well, with a line for machines that says that every step was seen', async () => {
    const demo = spawn(process.execPath, [DEMO, '--scripted'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [output, [code]] = await Promise.all([text(demo.stdout), once(demo, 'close')])

    const story = Story.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''))

    expect(code).toBe(0)
    expect(story).toMatchObject({ posts: 7, ok: true })
    expect(story.steps.length).toBeGreaterThanOrEqual(10)
    expect(story.steps.filter(({ ok }) => !ok)).toEqual([])
  })

  it('ends at once with exit 2 on an option it does not know', async () => {
    const demo = spawn(process.execPath, [DEMO, '--script'], { stdio: ['ignore', 'pipe', 'pipe'] })
    const [output, [code]] = await Promise.all([text(demo.stderr), once(demo, 'close')])

    expect(code).toBe(2)
    expect(output).toContain('--scripted')
  })

  it.each([
    ['that is taken', async () => String(await taken()), 1],
    ['on which browsers open no page', async () => '6000', 2],
  ])('ends at once on a port %s, with a sentence and no stack', async (_, port, exit) => {
    const demo = spawn(process.execPath, [DEMO, '--port', await port()], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const [output, [code]] = await Promise.all([text(demo.stderr), once(demo, 'close')])

    expect(code).toBe(exit)
    expect(output).toContain('Choose another one with --port')
    expect(output).not.toContain('    at ')
  })
})

async function taken(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return z.object({ port: z.number() }).parse(server.address()).port
}
