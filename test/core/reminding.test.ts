import { describe, expect, it } from 'vitest'
import { remind } from '../../src/core/reminding.ts'
import { aRequestId, KIM, later, SECURITY, waiting } from '../builders.ts'

describe('remind', () => {
  it('notes when, and who was called, and changes nothing else', () => {
    const { from, to, entry } = remind(waiting(), [KIM, SECURITY], later(60))
    expect(from).toEqual(waiting())
    expect(to).toEqual({ ...waiting(), version: 2, remindedAt: later(60).getTime() })
    expect(entry).toEqual({
      ...{ v: 1, at: later(60).toISOString(), request: aRequestId(1) },
      ...{ kind: 'reminded', of: [KIM, SECURITY] },
    })
  })

  it('counts as made where nobody is left to be called', () => {
    expect(remind(waiting(), [], later(60))).toMatchObject({
      to: { remindedAt: later(60).getTime() },
      entry: { of: [] },
    })
  })
})
