import { vi } from 'vitest'
import type { Subject } from '../../src/core/derived.ts'
import { type Handlers, startJobs } from '../../src/jobs/loop.ts'
import { openMemory } from '../memory-store.ts'

const unexpected = (kind: string) => async () => {
  throw new Error(`this test did not expect that call: ${kind}`)
}

/** A loop on a store whose clock is the fake one. */
export async function start(handlers: Partial<Handlers>, ...subjects: Subject[]) {
  const memory = openMemory(':memory:', () => new Date())
  const errors: unknown[][] = []
  for (const subject of subjects) await memory.wake(subject)
  const loop = startJobs({
    jobs: memory.store.jobs,
    handlers: {
      input: unexpected('input'),
      request: unexpected('request'),
      card: unexpected('card'),
      refusals: unexpected('refusals'),
      anchor: unexpected('anchor'),
      print: unexpected('print'),
      ...handlers,
    },
    owner: 'bot-1',
    now: () => new Date(),
    uptime: () => performance.now(),
    onError: (error, job) => errors.push([error, job.subject]),
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  await pass(0)
  return { ...memory, loop, errors, pass }
}

/** A handler that notes its calls, and ends when it is let go. */
export function gated() {
  const calls: string[] = []
  const gates: (() => void)[] = []
  const handler = async (id: string) => {
    calls.push(id)
    await new Promise<void>((resolve) => gates.push(resolve))
    return null
  }
  return { calls, handler, letGo: () => gates.shift()?.() }
}
