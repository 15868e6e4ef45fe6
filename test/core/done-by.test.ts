import { describe, expect, it } from 'vitest'
import { decide, withdraw } from '../../src/core/deciding.ts'
import { doneBy } from '../../src/core/done-by.ts'
import type { PersonId } from '../../src/core/ids.ts'
import type { Request } from '../../src/core/request.ts'
import { settle } from '../../src/core/settling.ts'
import {
  ANN,
  a,
  anActor,
  anInputId,
  approvedBySam,
  approver,
  as,
  KIM,
  ONE_APPROVAL,
  ruled,
  SAM,
  waiting,
} from '../builders.ts'
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

  it('is the answer to the input of an approval that counts no more, and the same later', () => {
    const rule = { ...ONE_APPROVAL, approvals: 2 }
    const say = (request: Request, by: PersonId, n: number) =>
      ruled(
        decide(
          request,
          { verdict: 'approve', input: anInputId(n) },
          anActor(by, { approvers: by }, { rule }),
          at,
        ),
      ).to
    const void1 = say(say(waiting(), SAM, 7), KIM, 8)
    const denied = ruled(decide(void1, { verdict: 'deny', input: anInputId(9) }, approver, at)).to
    expect(void1.approvals.map(({ by }) => by)).toEqual([KIM])
    for (const request of [void1, denied])
      expect(doneBy(request, input)).toEqual({ kind: 'decided', verdict: 'approve', request })
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
