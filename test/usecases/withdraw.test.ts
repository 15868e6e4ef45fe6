import { describe, expect, it } from 'vitest'
import { claim } from '../../src/core/calling.ts'
import { decide } from '../../src/usecases/decide.ts'
import { withdraw } from '../../src/usecases/withdraw.ts'
import { ANN, anActor, BOB, KIM, later, SAM } from '../builders.ts'
import {
  agreed,
  annAsks,
  approvedOf,
  asked,
  bobIsAdmin,
  byAnn,
  byBob,
  byKim,
  bySam,
  FRESH,
  ID,
  samApproves,
  withTwoPersons,
} from './two-persons.ts'

describe('withdraw', () => {
  it.each([
    ['its requester, who waits', byAnn, annAsks, asked()],
    ['its requester, after the approval', byAnn, annAsks, agreed()],
    ['an admin', byBob, bobIsAdmin, agreed()],
  ])('takes it back for %s', async (_, asker, actor, path) => {
    const { deps, stored, kinds, called } = await withTwoPersons(path)
    const reply = await withdraw(deps, asker, actor, { request: ID, comment: 'not needed' })
    expect(reply).toEqual({ kind: 'withdrawn', request: await stored() })
    expect(await stored()).toMatchObject({ state: 'withdrawn', by: actor.person, comment: 'not needed' })
    expect([(await kinds()).at(-1), called()]).toEqual(['withdrawn', []])
  })

  it('answers the same input as the first time', async () => {
    const { deps, kinds } = await withTwoPersons(asked())
    const first = await withdraw(deps, byAnn, annAsks, { request: ID })
    expect(await withdraw(deps, byAnn, annAsks, { request: ID })).toEqual(first)
    expect(await kinds()).toEqual(['asked', 'withdrawn'])
  })

  it('tells somebody else who comes later that it is over', async () => {
    const { deps } = await withTwoPersons(asked())
    await withdraw(deps, byAnn, annAsks, { request: ID })
    expect(await withdraw(deps, byBob, bobIsAdmin, { request: ID })).toMatchObject({
      ...{ kind: 'refused', refusal: 'already_decided' },
      request: { state: 'withdrawn', by: ANN },
    })
  })

  it('comes too late for a claim that was first', async () => {
    const { deps, kinds } = await withTwoPersons(agreed())
    const [, reply] = await Promise.all([
      deps.ledger.commit(claim(approvedOf(agreed()), 'bot-1', later(60))),
      withdraw(deps, byAnn, annAsks, { request: ID }),
    ])
    expect(reply).toMatchObject({ refusal: 'under_way', request: { state: 'executing' } })
    expect(await kinds()).toEqual(['asked', 'approved', 'claimed', 'refused'])
  })

  it('still takes back what somebody approves at the same moment', async () => {
    const { deps, kinds } = await withTwoPersons(asked())
    const [, reply] = await Promise.all([
      decide(deps, bySam, samApproves, { request: ID, verdict: 'approve' }),
      withdraw(deps, byAnn, annAsks, { request: ID }),
    ])
    expect(reply).toMatchObject({ kind: 'withdrawn', request: { approvals: [{ by: SAM }] } })
    expect(await kinds()).toEqual(['asked', 'approved', 'withdrawn'])
  })

  it.each([
    ['an approver', bySam, samApproves, 'not_yours'],
    ['whom Slack does not tell about', byKim, anActor(KIM, { admins: 'unknown' }), 'identity_unknown'],
    ['somebody who may ask too', byBob, anActor(BOB, { requesters: BOB }), 'not_yours'],
  ])('refuses %s', async (_, asker, actor, refusal) => {
    const { deps, kinds } = await withTwoPersons(asked())
    expect(await withdraw(deps, asker, actor, { request: ID })).toMatchObject({ refusal })
    expect(await kinds()).toEqual(['asked', 'refused'])
  })

  it('knows no request that is not there', async () => {
    const { deps } = await withTwoPersons(asked())
    const reply = await withdraw(deps, byAnn, annAsks, { request: FRESH })
    expect(reply).toEqual({ kind: 'refused', refusal: 'no_such_request' })
  })
})
