import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
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
})
