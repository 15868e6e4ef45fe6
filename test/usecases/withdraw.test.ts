import { describe, expect, it } from 'vitest'
import { claim } from '../../src/core/calling.ts'
import { decide } from '../../src/usecases/decide.ts'
import { withdraw } from '../../src/usecases/withdraw.ts'
import { ANN, BOB, later, SAM, twoPersons } from '../builders.ts'
import {
  agreed,
  approvedOf,
  asked,
  byAnn,
  byBob,
  byKim,
  bySam,
  FRESH,
  ID,
  samAndSilence,
  silent,
  withTwoPersons,
} from './two-persons.ts'

describe('withdraw', () => {
  it.each([
    ['its requester, who waits', byAnn, ANN, asked()],
    ['its requester, after the approval', byAnn, ANN, agreed()],
    ['an admin', byBob, BOB, agreed()],
  ])('takes it back for %s', async (_, asker, person, path) => {
    const { deps, stored, kinds, called, written } = await withTwoPersons(path)
    const reply = await withdraw(deps, asker, { request: ID, comment: 'not needed' })
    expect(reply).toEqual({ kind: 'withdrawn', request: await stored() })
    expect(await stored()).toMatchObject({ state: 'withdrawn', by: person, comment: 'not needed' })
    expect([(await kinds()).at(-1), called()]).toEqual(['withdrawn', []])
    expect(written.at(-1)?.entry).toMatchObject({ by: person, comment: deps.sha256('not needed') })
  })

  it('answers the same input as the first time', async () => {
    const { deps, kinds } = await withTwoPersons(asked())
    const first = await withdraw(deps, byAnn, { request: ID })
    expect(await withdraw(deps, byAnn, { request: ID })).toEqual(first)
    expect(await kinds()).toEqual(['asked', 'withdrawn'])
  })

  it('tells somebody else who comes later that it is over', async () => {
    const { deps } = await withTwoPersons(asked())
    await withdraw(deps, byAnn, { request: ID })
    expect(await withdraw(deps, byBob, { request: ID })).toMatchObject({
      ...{ kind: 'refused', refusal: 'already_decided' },
      request: { state: 'withdrawn', by: ANN },
    })
  })

  it('comes too late for a claim that was first', async () => {
    const { deps, kinds } = await withTwoPersons(agreed())
    const [, reply] = await Promise.all([
      deps.ledger.commit(claim(approvedOf(agreed()), 'bot-1', later(60))),
      withdraw(deps, byAnn, { request: ID }),
    ])
    expect(reply).toMatchObject({ refusal: 'under_way', request: { state: 'executing' } })
    expect(await kinds()).toEqual(['asked', 'approved', 'claimed', 'refused'])
  })

  it('still takes back what somebody approves at the same moment', async () => {
    const { deps, kinds } = await withTwoPersons(asked())
    const [, reply] = await Promise.all([
      decide(deps, bySam, { request: ID, verdict: 'approve' }),
      withdraw(deps, byAnn, { request: ID }),
    ])
    expect(reply).toMatchObject({ kind: 'withdrawn', request: { approvals: [{ by: SAM }] } })
    expect(await kinds()).toEqual(['asked', 'approved', 'withdrawn'])
  })

  it.each([
    ['an approver', bySam, twoPersons, 'not_yours'],
    ['whom Slack does not tell about', byKim, samAndSilence, 'identity_unknown'],
    ['somebody who may ask too', byBob, { ...twoPersons, admins: [] }, 'not_yours'],
  ])('refuses %s', async (_, asker, inForce, refusal) => {
    const { deps, kinds } = await withTwoPersons(asked(), silent, inForce)
    expect(await withdraw(deps, asker, { request: ID })).toMatchObject({ refusal })
    expect(await kinds()).toEqual(['asked', 'refused'])
  })

  it('knows no request that is not there', async () => {
    const { deps } = await withTwoPersons(asked())
    const reply = await withdraw(deps, byAnn, { request: FRESH })
    expect(reply).toEqual({ kind: 'refused', refusal: 'no_such_request' })
  })
})
