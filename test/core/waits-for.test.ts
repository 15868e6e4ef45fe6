import { expect, it } from 'vitest'
import { waitsFor } from '../../src/core/waits-for.ts'
import { ANN, a, anActor, approvedBySam, BOB, KIM, later, ONE_APPROVAL, SAM, waiting } from '../builders.ts'
import { approvedOnce } from '../slack/views/under-rules.ts'
import { forAPerson } from './every-step.ts'

const approver = anActor(SAM, { approvers: SAM })
const admin = anActor(BOB, { admins: BOB })
const forTwo = { rule: { ...ONE_APPROVAL, approvals: 2 } }
const now = later(300)

it.each([
  ['an approver', waiting(), approver, true],
  ['an approver, to say what AWS shows', forAPerson, approver, true],
  ['an admin, to say what AWS shows', forAPerson, admin, true],
  [
    'the second approver',
    approvedOnce(),
    anActor(KIM, { approvers: KIM }, { ...forTwo, counting: [SAM] }),
    true,
  ],
])('a request waits for %s', (_, request, actor, expected) => {
  expect(waitsFor(request, actor, now)).toBe(expected)
})

it.each([
  ['its requester, who is an approver too', waiting(), anActor(ANN, { approvers: ANN })],
  ['its requester, to say what AWS shows', forAPerson, anActor(ANN, { approvers: ANN })],
  ['an admin who is no approver', waiting(), admin],
  ['somebody of whom Slack does not say it', waiting(), anActor(SAM, { approvers: 'unknown' })],
  ['who has approved it', approvedOnce(), anActor(SAM, { approvers: SAM }, { ...forTwo, counting: [SAM] })],
  [
    'anybody, where a rule refuses it',
    waiting(),
    anActor(SAM, { approvers: SAM }, { rule: { ...ONE_APPROVAL, deny: 'No.' } }),
  ],
  ['anybody once it is decided', approvedBySam().to, approver],
  ['anybody as long as the bot still reads its key', a('unconfirmed'), approver],
])('a request does not wait for %s', (_, request, actor) => {
  expect(waitsFor(request, actor, now)).toBe(false)
})

it('waits for nobody when its time is over', () => {
  expect(waitsFor(waiting(), approver, new Date(waiting().expiresAt))).toBe(false)
})
