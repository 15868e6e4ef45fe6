import { describe, expect, it } from 'vitest'
import { ON } from '../builders.ts'
import { accepted, carryOut, ready } from './carry-out.ts'
import type { Script, World } from './world.ts'

const twice: Script = { ...ready, prepare: ['account-1', 'account-2'] }

/** The commit of the nth mark takes this long: the process was asleep when it came back. */
function slowMark(seconds: number, marks: readonly number[]) {
  return (world: World) => {
    const { commit } = world.deps.ledger
    let nth = 0
    world.deps.ledger = {
      ...world.deps.ledger,
      commit: async (...transitions) => {
        await commit(...transitions)
        const marked = transitions.some(({ to }) => to.state === 'calling')
        if (marked && marks.includes(++nth)) world.wait(seconds)
      },
    }
  }
}

describe('execute, more than 5 s after the mark,', () => {
  it('sends nothing on it, and tries once more', async () => {
    const script = { ...twice, send: [accepted], readRotation: [ON] }
    const { entries, written, count, request } = await carryOut(script, slowMark(5.001, [1]))
    expect(entries).toEqual(['claimed', 'calling', 'not_sent', 'calling', 'succeeded'])
    expect(written[4]?.entry).toMatchObject({ fault: { kind: 'late', outcome: 'not_sent' } })
    expect([count('send'), request.state]).toEqual([1, 'succeeded'])
  })

  it('fails without having sent anything when it happens again', async () => {
    const { count, request } = await carryOut(twice, slowMark(6, [1, 2]))
    expect(request).toMatchObject({ state: 'failed', fault: { kind: 'late' } })
    expect(count('send')).toBe(0)
  })

  it('sends within 5 s', async () => {
    const script = { ...ready, send: [accepted], readRotation: [ON] }
    const { count } = await carryOut(script, slowMark(5, [1]))
    expect(count('send')).toBe(1)
  })
})

describe('execute, when the clock is set back after the mark,', () => {
  it('sends nothing on it, since nobody knows how old it is, and tries once more', async () => {
    const script = { ...twice, send: [accepted], readRotation: [ON] }
    const { entries, count, request } = await carryOut(script, slowMark(-10, [1]))
    expect(entries).toEqual(['claimed', 'calling', 'not_sent', 'calling', 'succeeded'])
    expect([count('send'), request.state]).toEqual([1, 'succeeded'])
  })

  it('sends nothing at all by an hour, since nobody knows how old what it found out is', async () => {
    const { count, request } = await carryOut(twice, slowMark(-3_600, [1]))
    expect(request).toMatchObject({ state: 'failed', fault: { kind: 'late', outcome: 'not_sent' } })
    expect(count('send')).toBe(0)
  })

  it('sends when it is corrected by a little', async () => {
    const script = { ...ready, send: [accepted], readRotation: [ON] }
    const { count } = await carryOut(script, slowMark(-5, [1]))
    expect(count('send')).toBe(1)
  })
})
