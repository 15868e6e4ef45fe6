import { describe, expect, it } from 'vitest'
import { decide, withdraw } from '../../src/core/deciding.ts'
import { doneBy } from '../../src/core/done-by.ts'
import { settle } from '../../src/core/settling.ts'
import { ANN, a, anActor, anInputId, approvedBySam, approver, as, ruled, waiting } from '../builders.ts'
import { at, everyStep, forAPerson } from './every-step.ts'

const input = anInputId(7)
const agreed = as(approvedBySam().to, 'approved')
const said = (verdict: 'approve' | 'deny') => ruled(decide(waiting(), { verdict, input }, approver, at)).to
const back = ruled(withdraw(agreed, { input }, anActor(ANN), at)).to
const settled = (on: boolean) => ruled(settle(forAPerson, { on, input }, approver, at)).to

describe('doneBy', () => {
  it.each([
    ['an approval', said('approve'), { kind: 'decided', verdict: 'approve' }],
    [
      'an approval that was used since',
      { ...a('succeeded'), approvals: said('approve').approvals },
      { kind: 'decided' },
    ],
    ['a denial', said('deny'), { kind: 'decided', verdict: 'deny' }],
    ['a withdrawal', back, { kind: 'withdrawn' }],
    ['a testimony that it was done', settled(true), { kind: 'settled' }],
    ['a testimony that it was not', settled(false), { kind: 'settled' }],
  ])('is the answer to the input of %s, with the request as it is now', (_, request, reply) => {
    expect(doneBy(request, input)).toMatchObject({ ...reply, request })
  })

  it('tells the approval from the withdrawal that came after it', () => {
    expect(doneBy(back, anInputId(2))).toMatchObject({ kind: 'decided', verdict: 'approve' })
  })

  it.each(everyStep)('is nothing for an input that did nothing to it: %s', (_, { to }) => {
    expect(doneBy(to, anInputId(99))).toBeNull()
  })

  it('is not about the input that made the request', () => {
    expect(doneBy(waiting(), waiting().inputId)).toBeNull()
  })
})
