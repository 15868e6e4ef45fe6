import { describe, expect, it } from 'vitest'
import { claim } from '../../src/core/calling.ts'
import { expire } from '../../src/core/closing.ts'
import type { Verdict } from '../../src/core/input.ts'
import type { Policy } from '../../src/core/policy.ts'
import { decide } from '../../src/usecases/decide.ts'
import { ANN, BOB, KIM, later, SAM, twoPersons, waiting } from '../builders.ts'
import {
  agreed,
  asked,
  byAnn,
  byBob,
  byKim,
  bySam,
  FRESH,
  ID,
  onlySam,
  samAndSilence,
  silent,
  withTwoPersons,
} from './two-persons.ts'
import { askerOf } from './world.ts'

const approve = { request: ID, verdict: 'approve' } as const
const annToo: Policy = { ...twoPersons, approvers: [ANN, SAM] }
const deny = { request: ID, verdict: 'deny', comment: 'not today' } as const

describe('decide', () => {
  it.each([
    ['approve', 'approved'],
    ['deny', 'denied'],
  ] as const)('%s: answers with the request as it is then, and calls nobody', async (verdict, state) => {
    const { deps, stored, kinds, called } = await withTwoPersons(asked())
    const reply = await decide(deps, bySam, { request: ID, verdict, comment: 'fine' })
    expect(reply).toEqual({ kind: 'decided', verdict, request: await stored() })
    expect(await stored()).toMatchObject({ state, version: 2 })
    expect([await kinds(), called()]).toEqual([['asked', state], []])
  })

  it.each(['approve', 'deny'] as const)('%s: keeps in the log the hash of a comment', async (verdict) => {
    const { deps, written } = await withTwoPersons(asked())
    await decide(deps, bySam, { request: ID, verdict, comment: 'fine – ✓' })
    expect(written.at(-1)?.entry).toMatchObject({ comment: deps.sha256('fine – ✓') })
    const other = await withTwoPersons(asked())
    await decide(other.deps, bySam, { request: ID, verdict })
    expect(other.written.at(-1)?.entry).not.toHaveProperty('comment')
  })

  it.each([approve, deny])('$verdict: answers the same input as the first time', async (deciding) => {
    const { deps, kinds, written } = await withTwoPersons(asked())
    const first = await decide(deps, bySam, deciding)
    expect(await decide(deps, bySam, deciding)).toEqual(first)
    expect(await kinds()).toHaveLength(2)
    expect(written.at(-1)?.entry).toMatchObject({ by: SAM, input: 'view:sam' })
  })

  it('answers the same input as the first time, although the request has gone on since', async () => {
    const { deps, kinds } = await withTwoPersons(asked())
    await decide(deps, bySam, approve)
    const stored = await deps.reads.request(ID)
    if (stored?.state !== 'approved') throw new Error('it is not approved')
    await deps.ledger.commit(claim(stored, 'bot-1', later(61)))
    const reply = await decide(deps, bySam, approve)
    expect(reply).toMatchObject({ kind: 'decided', verdict: 'approve', request: { state: 'executing' } })
    expect(await kinds()).toEqual(['asked', 'approved', 'claimed'])
  })

  it('answers the same input as the first time, although the time is over by now', async () => {
    const world = await withTwoPersons(asked())
    await decide(world.deps, bySam, deny)
    world.clock.at = later(86_400)
    expect(await decide(world.deps, bySam, deny)).toMatchObject({ kind: 'decided' })
  })

  it('lets one of two decide who do so at the same moment, and tells the other who it was', async () => {
    const { deps, kinds, stored } = await withTwoPersons(asked())
    const [first, second] = await Promise.all([decide(deps, bySam, approve), decide(deps, byKim, deny)])
    expect(first).toMatchObject({ kind: 'decided', verdict: 'approve' })
    expect(second).toEqual({ kind: 'refused', refusal: 'already_decided', request: await stored() })
    expect(second).toMatchObject({ request: { approvals: [{ by: SAM }] } })
    expect(await kinds()).toEqual(['asked', 'approved', 'refused'])
  })

  it('lets one of fifty decide', async () => {
    const { deps, kinds } = await withTwoPersons(asked())
    const people = Array.from({ length: 50 }, (_, n) => askerOf(KIM, `view:${n}`))
    const replies = await Promise.all(people.map((one) => decide(deps, one, approve)))
    expect(replies.filter(({ kind }) => kind === 'decided')).toHaveLength(1)
    expect(replies.filter((reply) => 'refusal' in reply && reply.refusal === 'already_decided')).toHaveLength(
      49,
    )
    expect((await kinds()).filter((kind) => kind === 'approved')).toHaveLength(1)
  })

  it('approves once although the job of one input runs twice at once', async () => {
    const { deps, kinds } = await withTwoPersons(asked())
    const both = [1, 2].map(() => decide(deps, bySam, approve))
    const [first, second] = await Promise.all(both)
    expect(first).toMatchObject({ kind: 'decided' })
    expect(second).toEqual(first)
    expect(await kinds()).toEqual(['asked', 'approved'])
  })

  it('tells who comes second by another form of their own that they had decided', async () => {
    const { deps } = await withTwoPersons(agreed())
    expect(await decide(deps, bySam, deny)).toMatchObject({
      ...{ kind: 'refused', refusal: 'already_decided' },
      request: { approvals: [{ by: SAM, input: 'command:2' }] },
    })
  })

  it.each([approve, deny])('$verdict: comes too late from the very millisecond on', async (deciding) => {
    const world = await withTwoPersons(asked())
    world.clock.at = new Date(waiting().expiresAt)
    const reply = await decide(world.deps, bySam, deciding)
    expect(reply).toEqual({ kind: 'refused', refusal: 'too_late', request: waiting() })
    expect(await world.kinds()).toEqual(['asked', 'refused'])
  })

  it('hears that it has expired when that came between its look and its write', async () => {
    const world = await withTwoPersons(asked())
    world.clock.at = new Date(waiting().expiresAt - 1)
    const { request } = world.deps.reads
    const reads = {
      ...world.deps.reads,
      request: async (id: typeof ID) => {
        const seen = await request(id)
        if (seen?.state === 'requested') await world.deps.ledger.commit(expire(seen, world.clock.at))
        return seen
      },
    }
    const reply = await decide({ ...world.deps, reads }, bySam, approve)
    expect(reply).toMatchObject({ refusal: 'already_decided', request: { state: 'expired' } })
    expect(await world.kinds()).toEqual(['asked', 'expired', 'refused'])
  })

  it.each([
    ['the requester', byAnn, ANN, onlySam, 'own_request'],
    ['the requester who is an approver too', byAnn, ANN, annToo, 'own_request'],
    ['an admin who is no approver', byBob, BOB, onlySam, 'not_approver'],
    ['somebody whom the policy does not list any more', byKim, KIM, onlySam, 'not_approver'],
    ['whom Slack does not tell about', byKim, KIM, samAndSilence, 'identity_unknown'],
  ] as const)('refuses %s, in the audit log with the request', async (...row) => {
    const [, asker, person, inForce, refusal] = row
    for (const verdict of ['approve', 'deny'] satisfies Verdict[]) {
      const { deps, written, stored } = await withTwoPersons(asked(), silent, inForce)
      const reply = await decide(deps, asker, { request: ID, verdict })
      expect(reply).toEqual({ kind: 'refused', refusal, request: waiting() })
      expect(await stored()).toEqual(waiting())
      const inputs = [{ refusal, request: ID, arn: waiting().key.arn, input: asker.input }]
      expect(written.at(-1)?.entry).toMatchObject({ kind: 'refused', by: person, inputs })
    }
  })

  it('knows no request that is not there', async () => {
    const { deps, kinds } = await withTwoPersons(asked())
    const reply = await decide(deps, bySam, { ...approve, request: FRESH })
    expect(reply).toEqual({ kind: 'refused', refusal: 'no_such_request' })
    expect(await kinds()).toEqual(['asked', 'refused'])
  })
})
