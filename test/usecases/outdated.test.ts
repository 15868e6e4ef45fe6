import { describe, expect, it } from 'vitest'
import { ON } from '../builders.ts'
import { accepted, carryOut, fault, ready } from './carry-out.ts'
import type { Script, World } from './world.ts'

const LIMITED = { kind: 'rate_limited', outcome: 'not_sent', status: 429 } as const

/** The process is asleep for so long when this call is made. */
function asleep(call: keyof Script, seconds: number) {
  return (world: World) => {
    world.during[call] = () => world.wait(seconds)
  }
}

describe('execute, more than 3 minutes after it began to look at people and key,', () => {
  it.each(['identify', 'read', 'prepare'] as const)('sends nothing, having slept in %s', async (call) => {
    const { request, entries, count } = await carryOut(ready, asleep(call, 181))
    expect(entries).toEqual(['claimed', 'calling', 'failed'])
    expect(request).toMatchObject({ state: 'failed', fault: { kind: 'late', outcome: 'not_sent' } })
    expect(count('send')).toBe(0)
  })

  it('does not send a second time', async () => {
    const script = { ...ready, prepare: ['account-1', 'account-2'], send: [fault(LIMITED)] }
    const { request, count } = await carryOut(script, asleep('send', 181))
    expect(request).toMatchObject({ state: 'failed', fault: LIMITED })
    expect(count('send')).toBe(1)
  })

  it('sends until then', async () => {
    const script = { ...ready, send: [accepted], readRotation: [ON] }
    const { count } = await carryOut(script, asleep('read', 180))
    expect(count('send')).toBe(1)
  })
})
