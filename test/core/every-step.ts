import { approveByPolicy, ask } from '../../src/core/asking.ts'
import { claim, fail, mark, release, sendOnceMore, succeed } from '../../src/core/calling.ts'
import { cancel, expire, expireEarly, supersede } from '../../src/core/closing.ts'
import { decide, type Said, withdraw } from '../../src/core/deciding.ts'
import type { RequestEntry } from '../../src/core/entry.ts'
import { remind } from '../../src/core/reminding.ts'
import type { Request, State } from '../../src/core/request.ts'
import { askAPerson, lose, readAgain, settle, type Testimony } from '../../src/core/settling.ts'
import type { Transition } from '../../src/core/transition.ts'
import {
  ANN,
  a,
  aKey,
  anActor,
  anAsking,
  anInputId,
  approvedBySam,
  approver,
  aRequestId,
  as,
  HUNG_UP,
  KIM,
  later,
  ON,
  ONE_APPROVAL,
  REJECTED,
  ruled,
  SAM,
  SHELL,
  UNREACHABLE,
  waiting,
} from '../builders.ts'

/** When all of them happen. */
export const at = later(300)
export const on = aKey({ rotation: ON })
export const pause = { fault: UNREACHABLE, until: later(305).getTime() }
export const released = as(release(a('executing'), later(40), pause).to, 'approved')
export const changes = [{ field: 'state', before: 'Enabled', after: 'Disabled' }]
export const answer = { status: 200, ciphertrustRequest: 'req-1' }
/** An *unconfirmed* one that a person is asked about. */
export const forAPerson = askAPerson(a('unconfirmed'), UNREACHABLE, later(280)).to

const input = anInputId(2)
const ann = anActor(ANN)
const agreed = as(approvedBySam().to, 'approved')
const said = (verdict: 'approve' | 'deny', comment?: string) =>
  ruled(decide(waiting(), { verdict, input, ...(comment ? { comment } : {}) }, approver, at))

const twoSay = { ...ONE_APPROVAL, approvals: 2, remind: 60_000 }
const forTwo = waiting({ rule: twoSay, periodDays: 180 })
const first = ruled(decide(forTwo, { verdict: 'approve', input }, { ...approver, rule: twoSay }, at))
const kim = anActor(KIM, { approvers: KIM }, { rule: twoSay, counting: [SAM] })
const forOneMore = as(first.to, 'requested')
const second = ruled(decide(forOneMore, { verdict: 'approve', input: anInputId(3) }, kim, at))
const reminded = as(remind(forOneMore, [KIM], at).to, 'requested')

const byHand = (testimony: Testimony) => ruled(settle(forAPerson, testimony, SHELL, at))
const early = (request: Request, said: Said = {}) => ruled(expireEarly(request, { by: SHELL, ...said }, at))

type Row = readonly [name: string, step: Transition, state: State, kind: RequestEntry['kind']]

/** Every way from one state to another, with where it leads and what the audit log calls it. */
export const everyStep: readonly Row[] = [
  ['ask', ask(anAsking(), at), 'requested', 'asked'],
  ['ask in the place of another', ask(anAsking({ follows: aRequestId(9) }), at), 'requested', 'asked'],
  ['ask for a period', ask(anAsking({ periodDays: 180 }), at), 'requested', 'asked'],
  ['approveByPolicy', approveByPolicy(a('requested'), at), 'approved', 'approved'],
  ['approve', said('approve'), 'approved', 'approved'],
  ['approve with a comment', said('approve', 'fine'), 'approved', 'approved'],
  ['the first of two approvals', first, 'requested', 'approved'],
  ['the second of two approvals', second, 'approved', 'approved'],
  ['remind', remind(waiting(), [SAM, KIM], at), 'requested', 'reminded'],
  ['deny', said('deny'), 'denied', 'denied'],
  ['deny with a comment', said('deny', 'not today'), 'denied', 'denied'],
  ['withdraw from requested', ruled(withdraw(waiting(), { input }, ann, at)), 'withdrawn', 'withdrawn'],
  [
    'withdraw from approved',
    ruled(withdraw(agreed, { input, comment: 'not needed' }, ann, at)),
    'withdrawn',
    'withdrawn',
  ],
  ['claim', claim(a('approved'), 'bot-1', at), 'executing', 'claimed'],
  ['claim of what a person approved', claim(agreed, 'bot-1', at), 'executing', 'claimed'],
  ['claim after a release', claim(released, 'bot-1', at), 'executing', 'claimed'],
  ['release', release(a('executing'), at), 'approved', 'released'],
  ['release with a pause', release(a('executing'), at, pause), 'approved', 'released'],
  ['mark', mark(a('executing'), aKey(), 'account-1', at), 'calling', 'calling'],
  ['sendOnceMore', sendOnceMore(a('calling'), UNREACHABLE, at), 'executing', 'not_sent'],
  ['succeed from executing', succeed(a('executing'), on, at), 'succeeded', 'succeeded'],
  ['succeed from calling', succeed(a('calling'), on, at, answer), 'succeeded', 'succeeded'],
  ['succeed from unconfirmed', succeed(a('unconfirmed'), on, at), 'succeeded', 'succeeded'],
  ['fail from calling', fail(a('calling'), REJECTED, at), 'failed', 'failed'],
  ['fail from unconfirmed', fail(a('unconfirmed'), HUNG_UP, at), 'failed', 'failed'],
  ['lose', lose(a('calling'), HUNG_UP, at), 'unconfirmed', 'unconfirmed'],
  ['readAgain that read', readAgain(a('unconfirmed'), { key: aKey() }, at), 'unconfirmed', 'read_again'],
  ['readAgain that failed', readAgain(a('unconfirmed'), { fault: HUNG_UP }, at), 'unconfirmed', 'read_again'],
  ['askAPerson', askAPerson(a('unconfirmed'), HUNG_UP, at), 'unconfirmed', 'person_asked'],
  ['settle as done', ruled(settle(forAPerson, { on: true, input }, approver, at)), 'succeeded', 'succeeded'],
  ['settle as not done', ruled(settle(forAPerson, { on: false, input }, approver, at)), 'failed', 'failed'],
  ['settle at the command line as done', byHand({ on: true }), 'succeeded', 'succeeded'],
  [
    'settle at the command line as not done, and say why',
    byHand({ on: false, comment: 'not needed', commentHash: 'b'.repeat(64) }),
    ...(['failed', 'failed'] as const),
  ],
  ['supersede from requested', supersede(waiting(), changes, aRequestId(2), at), 'superseded', 'superseded'],
  [
    'supersede from executing',
    supersede(a('executing'), changes, aRequestId(2), at),
    'superseded',
    'superseded',
  ],
  ['cancel from requested', cancel(a('requested'), 'disabled', at), 'cancelled', 'cancelled'],
  ['cancel from approved', cancel(released, 'channel_unusable', at), 'cancelled', 'cancelled'],
  ['cancel from executing', cancel(a('executing'), 'approval_void', at), 'cancelled', 'cancelled'],
  ['expire from requested', expire(waiting(), at), 'expired', 'expired'],
  ['expire after an approval and a reminder', expire(reminded, at), 'expired', 'expired'],
  ['expire from approved', expire(agreed, at), 'expired', 'expired'],
  ['expire after a fault', expire(released, at), 'expired', 'expired'],
  ['expire at the command line from requested', early(waiting()), 'expired', 'expired'],
  [
    'expire at the command line from approved, and say why',
    early(agreed, { comment: 'not needed', commentHash: 'b'.repeat(64) }),
    ...(['expired', 'expired'] as const),
  ],
]
