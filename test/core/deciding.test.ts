import { describe, expect, it } from 'vitest'
import { type Actor, decide, type Ruling, whyNotDecide, withdraw } from '../../src/core/deciding.ts'
import type { Verdict } from '../../src/core/input.ts'
import type { Request } from '../../src/core/request.ts'
import type { Standing } from '../../src/core/standing.ts'
import {
  ANN,
  a,
  anActor,
  anInputId,
  approvedBySam,
  approver,
  as,
  BOB,
  KIM,
  later,
  SAM,
  SECURITY,
  waiting,
} from '../builders.ts'
import { everyStep } from './every-step.ts'

const at = later(60)
const input = anInputId(2)
const expiry = new Date(waiting().expiresAt)
const approved = as(approvedBySam().to, 'approved')
/** A request in every state there is. */
const inEveryState = new Map(everyStep.map(([, { to }]) => [to.state, to]))
const decided = [...inEveryState.values()].filter(({ state }) => state !== 'requested')

const refusalOf = (ruling: Ruling) => (ruling.ok ? null : ruling.refusal)
const say = (verdict: Verdict, request: Request, actor: Actor = approver, when = at) =>
  decide(request, { verdict, input }, actor, when)

describe.each(['approve', 'deny'] as const)('decide: %s', (verdict) => {
  it.each<[string, Actor, string]>([
    ['the requester', anActor(ANN), 'own_request'],
    ['the requester although they are an approver', anActor(ANN, { approvers: ANN }), 'own_request'],
    ['the requester although a group makes them one', anActor(ANN, { approvers: SECURITY }), 'own_request'],
    ['the requester before it asks who they are', anActor(ANN, { approvers: 'unknown' }), 'own_request'],
    ['somebody else who may ask', anActor(BOB, { requesters: BOB }), 'not_approver'],
    ['an admin who is no approver', anActor(BOB, { admins: BOB }), 'not_approver'],
    ['whom Slack does not tell about', anActor(KIM, { approvers: 'unknown' }), 'identity_unknown'],
  ])('refuses %s', (_, actor, refusal) => {
    expect(say(verdict, waiting(), actor)).toEqual({ ok: false, refusal })
  })

  it('reaches every other state', () => {
    expect(decided.map(({ state }) => state).sort()).toEqual([
      ...['approved', 'calling', 'cancelled', 'denied', 'executing', 'expired'],
      ...['failed', 'succeeded', 'superseded', 'unconfirmed', 'withdrawn'],
    ])
  })

  it.each(decided)('refuses a request that is $state already', (request) => {
    expect(say(verdict, request)).toEqual({ ok: false, refusal: 'already_decided' })
  })

  it('says that it is decided rather than that it is too late', () => {
    expect(refusalOf(say(verdict, approved, approver, expiry))).toBe('already_decided')
  })

  it.each([
    ['is allowed until the last millisecond', -1, null],
    ['is too late when the time is over', 0, 'too_late'],
    ['is too late afterwards, although no job has closed it yet', 60_000, 'too_late'],
  ])('%s', (_, ms, refusal) => {
    const when = new Date(expiry.getTime() + ms)
    expect(refusalOf(say(verdict, waiting(), approver, when))).toBe(refusal)
  })

  it('is judged as the question whether somebody may decide is', () => {
    for (const request of inEveryState.values())
      for (const actor of [approver, anActor(ANN), anActor(BOB)])
        expect(refusalOf(say(verdict, request, actor))).toBe(whyNotDecide(request, verdict, actor, at))
  })

  it.each<[string, Standing]>([
    ['by their id', SAM],
    ['by a group', SECURITY],
  ])('counts for an approver %s', (_, approvers) => {
    expect(say(verdict, waiting(), anActor(SAM, { approvers })).ok).toBe(true)
  })
})

describe('decide', () => {
  it('approves: who, when, by which input and what they wrote', () => {
    const ruling = decide(waiting(), { verdict: 'approve', comment: 'fine', input }, approver, at)
    expect(ruling).toMatchObject({
      transition: {
        from: waiting(),
        to: {
          ...{ state: 'approved', approvedAt: at.getTime(), tries: 0 },
          approvals: [{ by: SAM, at: at.getTime(), input, comment: 'fine' }],
        },
        entry: { kind: 'approved', by: SAM, rule: 'policy', needed: 1, given: 1, input },
      },
    })
  })

  it('denies: who, when, by which input and why', () => {
    const ruling = decide(waiting(), { verdict: 'deny', comment: 'not today', input }, approver, at)
    expect(ruling).toMatchObject({
      transition: {
        from: waiting(),
        to: { state: 'denied', by: SAM, input, comment: 'not today', endedAt: at.getTime(), approvals: [] },
        entry: { kind: 'denied', by: SAM, input },
      },
    })
  })

  it.each(['approve', 'deny'] as const)('keeps no empty comment: %s', (verdict) => {
    const ruling = decide(waiting(), { verdict, comment: '', input }, approver, at)
    expect(ruling.ok && JSON.stringify(ruling.transition.to)).not.toContain('comment')
  })
})

describe('withdraw', () => {
  const back = (request: Request, actor: Actor, when = at) => withdraw(request, { input }, actor, when)
  const admin = anActor(BOB, { admins: BOB })
  const whoMay: readonly [string, Actor][] = [
    ['its requester', anActor(ANN)],
    ['its requester although Slack does not tell about groups', anActor(ANN, { admins: 'unknown' })],
    ['an admin', admin],
    ['an admin by a group', anActor(KIM, { admins: SECURITY })],
  ]

  it.each(whoMay)('is for %s', (_, actor) => {
    for (const request of [waiting(), a('approved'), approved])
      expect(back(request, actor)).toMatchObject({
        transition: { from: request, to: { state: 'withdrawn', by: actor.person, input } },
      })
  })

  it.each<[string, Actor, string]>([
    ['somebody who may ask too', anActor(BOB, { requesters: BOB }), 'not_yours'],
    ['an approver', approver, 'not_yours'],
    ['whom Slack does not tell about', anActor(KIM, { admins: 'unknown' }), 'identity_unknown'],
  ])('is not for %s, whatever the state', (_, actor, refusal) => {
    for (const request of inEveryState.values()) expect(back(request, actor)).toEqual({ ok: false, refusal })
  })

  it.each([
    ['under_way', ['executing', 'calling', 'unconfirmed']],
    ['already_decided', ['succeeded', 'failed', 'denied', 'expired', 'withdrawn', 'superseded', 'cancelled']],
  ] as const)('comes too late: %s', (refusal, states) => {
    for (const state of states) {
      const request = inEveryState.get(state)
      for (const actor of [anActor(ANN), admin])
        expect(request && back(request, actor)).toEqual({ ok: false, refusal })
    }
  })

  it('keeps who had approved it, and why it was taken back', () => {
    const ruling = withdraw(approved, { input, comment: 'not needed' }, admin, at)
    expect(ruling).toMatchObject({
      transition: {
        to: { approvals: [{ by: SAM }], comment: 'not needed', endedAt: at.getTime() },
        entry: { kind: 'withdrawn', by: BOB, input },
      },
    })
  })

  it('is possible until the request is closed, however late its job is', () => {
    expect(back(waiting(), anActor(ANN), later(86_400)).ok).toBe(true)
  })
})
