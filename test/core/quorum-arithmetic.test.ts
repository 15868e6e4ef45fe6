import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/core/deciding.ts'
import type { Request } from '../../src/core/request.ts'
import { ANN, anActor, anInputId, BOB, KIM, later, ONE_APPROVAL, SAM, waiting } from '../builders.ts'

describe('an approval', () => {
  it('of one is enough where the rule asks for none or one by now, and not where it asks for two', () => {
    const say = (approvals: number) =>
      decide(
        waiting(),
        { verdict: 'approve', input: anInputId(2) },
        anActor(SAM, { approvers: SAM }, { rule: { ...ONE_APPROVAL, approvals } }),
        later(60),
      )
    const states = [0, 1, 2].map((approvals) => {
      const ruling = say(approvals)
      return ruling.ok ? ruling.transition.to.state : ruling.refusal
    })
    expect(states).toEqual(['approved', 'approved', 'requested'])
  })

  it('makes a quorum with those of other people only, in whatever order they press', () => {
    const people = [ANN, SAM, KIM, BOB]
    const presses = fc.array(fc.tuple(fc.constantFrom(...people), fc.integer({ min: 0, max: 4 })), {
      maxLength: 9,
    })
    let approved = 0
    fc.assert(
      fc.property(presses, (pressed) => {
        let request: Request = waiting()
        for (const [nth, [person, approvals]] of pressed.entries()) {
          const counting = request.approvals.map(({ by }) => by)
          const actor = anActor(
            person,
            { approvers: person },
            { rule: { ...ONE_APPROVAL, approvals }, counting },
          )
          const before = request
          const ruling = decide(request, { verdict: 'approve', input: anInputId(nth + 2) }, actor, later(60))
          if (!ruling.ok) continue
          request = ruling.transition.to
          const by = new Set(request.approvals.map((approval) => approval.by))
          if (by.has(ANN) || by.size !== request.approvals.length)
            throw new Error('it counted the wrong people')
          if ((request.state === 'approved') !== by.size >= Math.max(1, approvals))
            throw new Error('it cannot count')
          if (request.version !== before.version + 1) throw new Error('it lost a step')
          if (request.state === 'approved') approved++
        }
      }),
      { seed: 7, numRuns: 500 },
    )
    expect(approved).toBeGreaterThan(100)
  })
})
