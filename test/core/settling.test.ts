import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../src/core/calling.ts'
import type { Actor } from '../../src/core/deciding.ts'
import { askAPerson, heldUntil, isForAPerson, lose, readAgain, settle } from '../../src/core/settling.ts'
import {
  ANN,
  a,
  aKey,
  anActor,
  anInputId,
  approver,
  as,
  BOB,
  HUNG_UP,
  KIM,
  later,
  OFF,
  ON,
  ruled,
  SAM,
  SECURITY,
  SHELL,
  UNREACHABLE,
} from '../builders.ts'
import { at, everyStep, forAPerson, on } from './every-step.ts'

const called = later(60)
const tenMinutesOn = later(600, called)
const input = anInputId(2)
const done = { on: true, input }
const notDone = { on: false, input }

describe('readAgain', () => {
  it('reads further and further apart, and every minute in the end', () => {
    const seconds: number[] = []
    let request = as(lose(a('calling'), HUNG_UP, at).to, 'unconfirmed')
    while (seconds.length < 21) {
      seconds.push((request.nextReadAt - at.getTime()) / 1_000)
      request = readAgain(request, { fault: HUNG_UP }, at).to
    }
    expect(seconds).toEqual([1, 2, 4, 8, 15, 30, ...Array.from({ length: 15 }, () => 60)])
  })

  it('reads every hour once a person was asked', () => {
    const asked = askAPerson({ ...a('unconfirmed'), reads: 20 }, HUNG_UP, at).to
    expect(asked.nextReadAt).toBe(later(3_600, at).getTime())
    const again = readAgain(asked, { fault: HUNG_UP }, later(3_600, at)).to
    expect(again).toMatchObject({ reads: 22, nextReadAt: later(7_200, at).getTime() })
    expect(again.personAskedAt).toBe(at.getTime())
  })

  it.each([
    ['the flag it read', { key: on }, { flag: { on: true, periodDays: 365 } }],
    ['the fault that kept it from reading', { fault: UNREACHABLE }, { fault: UNREACHABLE }],
  ])('logs %s', (_, found, logged) => {
    expect(readAgain(a('unconfirmed'), found, at).entry).toMatchObject(logged)
  })

  it('keeps what had gone wrong with the call itself', () => {
    expect(readAgain(a('unconfirmed'), { fault: UNREACHABLE }, at).to.fault).toEqual(HUNG_UP)
  })
})

describe('isForAPerson', () => {
  it.each([
    ['after 20 reads and ten minutes', {}, 0, true],
    ['not a millisecond before ten minutes', {}, -1, false],
    ['not after 19 reads', { reads: 19 }, 3_600_000, false],
    ['not twice', { personAskedAt: called.getTime() }, 3_600_000, false],
  ])('is %s', (_, changes, ms, expected) => {
    const request = { ...a('unconfirmed'), reads: 20, ...changes }
    expect(isForAPerson(request, new Date(tenMinutesOn.getTime() + ms))).toBe(expected)
  })
})

describe('askAPerson', () => {
  it('says since when, with the fault in the audit log, and goes on reading', () => {
    const { to, entry } = askAPerson(a('unconfirmed'), UNREACHABLE, at)
    expect(to).toMatchObject({ personAskedAt: at.getTime(), reads: 1, fault: HUNG_UP })
    expect(entry).toMatchObject({ kind: 'person_asked', fault: UNREACHABLE })
  })
})

describe('settle', () => {
  const stopping = { ...forAPerson, operation: 'disable-auto-rotation', before: on } as const

  it.each([
    ['on', forAPerson, done, OFF],
    ['off', stopping, notDone, ON],
  ] as const)('succeeds when %s is what was asked for', (_, request, testimony, before) => {
    const { to, entry } = ruled(settle(request, testimony, approver, at))
    const rotation = { on: testimony.on }
    expect(to).toMatchObject({
      ...{ state: 'succeeded', how: 'settled', settledBy: SAM, input, endedAt: at.getTime() },
      ...{ calledAt: called.getTime(), after: { ...aKey(), rotation } },
    })
    expect(entry).toMatchObject({
      kind: 'succeeded',
      how: 'settled',
      by: SAM,
      input,
      before,
      after: rotation,
    })
  })

  it('succeeds with the period that was asked for: whoever says so has seen it', () => {
    const { to, entry } = ruled(settle({ ...forAPerson, periodDays: 180 }, done, approver, at))
    expect(to).toMatchObject({ after: { rotation: { on: true, periodDays: 180 } }, periodDays: 180 })
    expect(entry).toMatchObject({ before: OFF, after: { on: true, periodDays: 180 } })
  })

  it('names no period where none was asked for, whatever the key had before', () => {
    const { to } = ruled(settle({ ...forAPerson, before: on }, done, approver, at))
    expect(to).toMatchObject({ state: 'succeeded', after: { rotation: { on: true } } })
    expect(JSON.stringify(to)).not.toContain('"rotation":{"on":true,"periodDays"')
  })

  it.each([
    ['off', forAPerson, notDone],
    ['on', stopping, done],
  ] as const)('fails when it is %s still', (_, request, testimony) => {
    const { to, entry } = ruled(settle(request, testimony, approver, at))
    const fault = { ...HUNG_UP, outcome: 'not_done' }
    expect(to).toMatchObject({ state: 'failed', fault, settledBy: SAM, input, calledAt: called.getTime() })
    expect(entry).toMatchObject({ kind: 'failed', fault, by: SAM, input })
  })

  it.each<[string, Actor]>([
    ['an approver', approver],
    ['an approver by a group', anActor(KIM, { approvers: SECURITY })],
    ['an admin', anActor(BOB, { admins: BOB })],
    [
      'an admin although Slack does not tell who approves',
      anActor(BOB, { approvers: 'unknown', admins: BOB }),
    ],
    [
      'an approver although Slack does not tell who is an admin',
      anActor(SAM, { approvers: SAM, admins: 'unknown' }),
    ],
  ])('is for %s', (_, actor) => {
    expect(ruled(settle(forAPerson, done, actor, at)).to).toMatchObject({ settledBy: actor.person })
  })

  it('is for somebody at the command line too, whom no policy names and who pressed nothing', () => {
    const { to, entry } = ruled(settle(forAPerson, { on: true }, SHELL, at))
    expect(to).toMatchObject({ state: 'succeeded', how: 'settled', settledBy: 'os:anna' })
    expect(entry).toMatchObject({ kind: 'succeeded', how: 'settled', by: 'os:anna' })
    expect(['input' in to, 'input' in entry, 'comment' in to, 'comment' in entry]).toEqual(
      Array(4).fill(false),
    )
  })

  it('keeps what they wrote with the request, and the hash of it in the audit log', () => {
    const said = { on: false, comment: 'seen in the console', commentHash: 'b'.repeat(64) }
    const { to, entry } = ruled(settle(forAPerson, said, SHELL, at))
    expect(to).toMatchObject({ state: 'failed', settledBy: SHELL, comment: 'seen in the console' })
    expect(entry).toMatchObject({ kind: 'failed', by: SHELL, comment: 'b'.repeat(64) })
  })

  it.each<[string, Actor, string]>([
    ['the requester', anActor(ANN), 'own_request'],
    ['the requester as an approver and admin', anActor(ANN, { approvers: ANN, admins: ANN }), 'own_request'],
    ['somebody who may ask', anActor(BOB, { requesters: BOB }), 'not_approver'],
    [
      'whom Slack does not tell to be an approver',
      anActor(KIM, { approvers: 'unknown' }),
      'identity_unknown',
    ],
    ['whom Slack does not tell to be an admin', anActor(KIM, { admins: 'unknown' }), 'identity_unknown'],
  ])('is not for %s', (_, actor, refusal) => {
    expect(settle(forAPerson, done, actor, at)).toEqual({ ok: false, refusal })
  })

  it.each([...new Map(everyStep.map(([, { to }]) => [to.state, to])).values()])(
    'has nothing to settle of a request that is $state, and nobody was asked about',
    (request) => {
      const unasked = request.state === 'unconfirmed' ? a('unconfirmed') : request
      for (const by of [approver, SHELL])
        expect(settle(unasked, done, by, at)).toEqual({ ok: false, refusal: 'nothing_to_settle' })
    },
  )
})

describe('heldUntil', () => {
  const readLater = as(succeed(a('unconfirmed'), on, later(90)).to, 'succeeded')
  const settled = (testimony: typeof done) => ruled(settle(forAPerson, testimony, approver, later(90))).to

  it.each([
    ['it was settled by reading', readLater],
    ['a person settled it as done', settled(done)],
    ['a person settled it as not done', settled(notDone)],
  ])('holds the key for 10 minutes from the call when %s', (_, request) => {
    expect(heldUntil(request)).toBe(tenMinutesOn.getTime())
  })

  it.each([
    ['its own answer ended it well', a('succeeded')],
    ['its own answer ended it badly', a('failed')],
    ['no call was made', succeed(a('executing'), on, later(90)).to],
    ['it certainly was not sent', fail(a('calling'), UNREACHABLE, later(90)).to],
    ['it is open', forAPerson],
  ])('holds nothing when %s', (_, request) => {
    expect(heldUntil(request)).toBe(0)
  })
})
