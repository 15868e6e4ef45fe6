import { describe, expect, it } from 'vitest'
import { CipherTrustFault } from '../../src/core/fault.ts'
import type { Key } from '../../src/core/key.ts'
import { advance } from '../../src/usecases/advance.ts'
import { consider } from '../../src/usecases/consider.ts'
import { decide } from '../../src/usecases/decide.ts'
import type { Named } from '../../src/usecases/move-on.ts'
import { withdraw } from '../../src/usecases/withdraw.ts'
import {
  ANN,
  aKey,
  BOB,
  later,
  OFF,
  ON,
  ONE_APPROVAL,
  policy,
  SAM,
  twoPersons,
  UNREACHABLE,
  waiting,
} from '../builders.ts'
import {
  agreed,
  asked,
  byAnn,
  byKim,
  bySam,
  CARD,
  FRESH,
  ID,
  onlySam,
  samAndSilence,
  silent,
  withRules,
  withTwoPersons,
} from './two-persons.ts'

const approve = { request: ID, verdict: 'approve' } as const
const deny = { request: ID, verdict: 'deny' } as const
/** What is judged by: the rule as it stands, and whose approval counts. */
const inForce = { rule: ONE_APPROVAL, counting: [] }
const renamed = aKey({ aliases: ['alias/payments'] })

describe('consider', () => {
  it('reads the key before an approval, and puts the request as it is stored into the form', async () => {
    const { deps, calls, kinds } = await withTwoPersons(asked(), { read: [aKey()] })
    const form = { kind: 'form', verdict: 'approve', request: waiting(), ...inForce }
    expect(await consider(deps, bySam, { ...approve, card: CARD })).toEqual(form)
    expect(calls).toEqual([{ call: 'read', with: [aKey().id] }])
    expect(await kinds()).toEqual(['asked'])
  })

  it('reads nothing before a denial', async () => {
    const { deps, called } = await withTwoPersons(asked())
    const form = { kind: 'form', verdict: 'deny', request: waiting(), ...inForce }
    expect(await consider(deps, bySam, deny)).toEqual(form)
    expect(called()).toEqual([])
  })

  it('closes a request that a rule denies by now, rather than let anybody wait for it', async () => {
    const denying = withRules(twoPersons, { name: 'freeze', deny: 'Not before January.' })
    const { deps, called, kinds } = await withTwoPersons(asked(), {}, denying)
    const reply = await consider(deps, bySam, approve)
    expect(reply).toMatchObject({ kind: 'closed', request: { state: 'cancelled', why: 'policy_denies' } })
    expect(called()).toEqual([])
    expect(await kinds()).toEqual(['asked', 'cancelled'])
  })

  it('lets a request that a rule denies by now be denied by a person', async () => {
    const denying = withRules(twoPersons, { name: 'freeze', deny: 'Not before January.' })
    const { deps } = await withTwoPersons(asked(), {}, denying)
    expect(await consider(deps, bySam, deny)).toMatchObject({ kind: 'form', verdict: 'deny' })
  })

  it('keeps what was typed as the reason already', async () => {
    const { deps } = await withTwoPersons(asked(), { read: [aKey()] })
    const reply = await consider(deps, bySam, { ...approve, comment: 'CHG-1' })
    expect(reply).toMatchObject({ kind: 'form', comment: 'CHG-1' })
  })

  it('opens the form although the key cannot be read, and says so in it', async () => {
    const { deps, kinds } = await withTwoPersons(asked(), { read: [new CipherTrustFault(UNREACHABLE)] })
    expect(await consider(deps, bySam, approve)).toEqual({
      ...{ kind: 'form', verdict: 'approve', request: waiting(), ...inForce, fault: UNREACHABLE },
    })
    expect(await kinds()).toEqual(['asked'])
  })

  it('lets our own errors through', async () => {
    const { deps } = await withTwoPersons(asked(), { read: [new Error('a bug')] })
    await expect(consider(deps, bySam, approve)).rejects.toThrow('a bug')
  })

  it.each([
    ['the requester', byAnn, twoPersons, 'own_request'],
    ['somebody who is no approver', byKim, onlySam, 'not_approver'],
    ['whom Slack does not tell about', byKim, samAndSilence, 'identity_unknown'],
  ])('shows no form to %s', async (_, asker, policyNow, refusal) => {
    for (const considering of [approve, deny]) {
      const { deps, kinds, count } = await withTwoPersons(asked(), silent, policyNow)
      const reply = await consider(deps, asker, considering)
      expect(reply).toEqual({ kind: 'refused', refusal, request: waiting() })
      expect([await kinds(), count('read')]).toEqual([['asked', 'refused'], 0])
    }
  })

  it('shows no form once it is decided, or too late', async () => {
    const after = await withTwoPersons(agreed())
    expect(await consider(after.deps, byKim, approve)).toMatchObject({
      ...{ refusal: 'already_decided', request: { approvals: [{ by: SAM }] } },
    })
    const late = await withTwoPersons(asked())
    late.clock.at = new Date(waiting().expiresAt)
    expect(await consider(late.deps, byKim, deny)).toMatchObject({ refusal: 'too_late' })
  })

  it.each<[string, Named, string]>([
    ['on no message', { request: ID, card: null }, 'not_its_card'],
    ['that names nothing', { request: null, card: CARD }, 'not_its_card'],
    ['that names a request that is not there', { request: FRESH }, 'no_such_request'],
  ])('shows no form for a button %s', async (_, named, refusal) => {
    const { deps, called } = await withTwoPersons(asked())
    const reply = await consider(deps, bySam, { verdict: 'approve', ...named })
    expect([reply, called()]).toEqual([{ kind: 'refused', refusal }, []])
  })

  it('shows none when the time runs out while the key is read, and opens no fresh request then', async () => {
    const world = await withTwoPersons(asked(), { read: [renamed] })
    world.clock.at = new Date(waiting().expiresAt - 1)
    world.during.read = () => world.wait(0.001)
    const reply = await consider(world.deps, bySam, approve)
    expect(reply).toEqual({ kind: 'refused', refusal: 'too_late', request: waiting() })
    expect(await world.kinds()).toEqual(['asked', 'refused'])
  })
})

describe('consider, of a key that is no longer as it was asked,', () => {
  it('closes the request and opens a fresh one for the same person, in one commit', async () => {
    const { deps, kinds, rows } = await withTwoPersons(asked(), { read: [renamed] })
    const reply = await consider(deps, bySam, approve)
    const changes = [{ field: 'aliases', before: 'alias/billing, alias/payments', after: 'alias/payments' }]
    const closed = { state: 'superseded', changes, successor: FRESH, endedAt: later(60).getTime() }
    expect(reply).toMatchObject({ kind: 'closed', request: closed })
    expect(await deps.reads.request(ID)).toMatchObject(closed)
    expect(await deps.reads.request(FRESH)).toMatchObject({
      ...{ state: 'requested', follows: ID, key: renamed, requester: ANN, reason: 'CHG-4711' },
      ...{ askedIn: 'C0ONCALL', approvals: [], rule: { name: 'policy', approvals: 1 } },
      ...{ askedAt: later(60).getTime(), expiresAt: later(60 + 8 * 3_600).getTime() },
    })
    expect(await kinds()).toEqual(['asked', 'superseded', 'asked'])
    expect(await rows('SELECT id FROM cards ORDER BY id')).toEqual([{ id: ID }, { id: FRESH }])
  })

  it('opens one that its policy approves where it asks for no approval by now', async () => {
    const { deps, kinds } = await withTwoPersons(asked(), { read: [renamed] })
    await consider({ ...deps, policy: { ...policy, approvers: [SAM] } }, bySam, approve)
    expect(await deps.reads.request(FRESH)).toMatchObject({ state: 'approved', follows: ID })
    expect(await kinds()).toEqual(['asked', 'superseded', 'asked', 'approved'])
  })

  it.each<[string, Key | null, string]>([
    ['is gone', aKey({ gone: true }), 'key_gone'],
    ['cannot be seen any more', null, 'key_not_found'],
    ['is disabled', aKey({ state: 'Disabled' }), 'disabled'],
    ['rotates already', aKey({ rotation: ON }), 'already_so'],
  ])('closes the request, and opens none, when it %s', async (_, key, why) => {
    const { deps, kinds, rows } = await withTwoPersons(asked(), { read: [key], readRotation: [ON] })
    const reply = await consider(deps, bySam, approve)
    expect(reply).toMatchObject({ kind: 'closed', request: { state: 'cancelled', why } })
    expect(await kinds()).toEqual(['asked', 'cancelled'])
    expect(await rows('SELECT id FROM requests')).toEqual([{ id: ID }])
  })

  it('does not close it because CipherTrust’s copy has it on already, where AWS has it off', async () => {
    const { deps, kinds } = await withTwoPersons(asked(), {
      ...{ read: [aKey({ rotation: ON })], readRotation: [OFF] },
    })
    expect(await consider(deps, bySam, approve)).toMatchObject({ kind: 'form', request: waiting() })
    expect(await kinds()).toEqual(['asked'])
  })

  it('opens one fresh request for two who look at the same moment, and shows both the same', async () => {
    const { deps, kinds } = await withTwoPersons(asked(), { read: [renamed, renamed] })
    const [first, second] = await Promise.all([
      consider(deps, bySam, approve),
      consider(deps, byKim, approve),
    ])
    expect(first).toMatchObject({ kind: 'closed', request: { state: 'superseded' } })
    expect(second).toEqual(first)
    expect(await kinds()).toEqual(['asked', 'superseded', 'asked'])
  })

  it.each([
    ['approved', byKim],
    ['withdrawn', byAnn],
  ] as const)('shows how it stands when it was %s while the key was read', async (state, asker) => {
    const { deps, during, kinds } = await withTwoPersons(asked(), { read: [renamed] })
    during.read = () =>
      state === 'approved' ? decide(deps, asker, approve) : withdraw(deps, asker, { request: ID })
    const reply = await consider(deps, bySam, approve)
    expect(reply).toMatchObject({ request: { state } })
    expect(await kinds()).toEqual(['asked', state])
  })

  it('leaves the fresh request to wait for somebody', async () => {
    const { deps } = await withTwoPersons(asked(), { read: [renamed, renamed] })
    await consider(deps, bySam, approve)
    expect(await advance(deps, FRESH)).toBe(later(60 + 8 * 3_600).getTime())
    const again = await consider(deps, bySam, { ...approve, request: FRESH })
    expect(again).toMatchObject({ kind: 'form', request: { id: FRESH } })
  })

  it('does not ask who approved for the old key to approve the new one', async () => {
    const { deps } = await withTwoPersons(asked({ requester: BOB }), { read: [renamed] })
    await consider(deps, bySam, approve)
    expect(await deps.reads.request(FRESH)).toMatchObject({ requester: BOB, approvals: [] })
  })
})
