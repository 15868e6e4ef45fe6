import { describe, expect, it } from 'vitest'
import { PersonId } from '../../src/core/ids.ts'
import type { Policy } from '../../src/core/policy.ts'
import { consider } from '../../src/usecases/consider.ts'
import { decide } from '../../src/usecases/decide.ts'
import { withdraw } from '../../src/usecases/withdraw.ts'
import { aKey, BOB, KIM, ON, SAM, twoPersons } from '../builders.ts'
import { accepted } from './carry-out.ts'
import { approvedBy, BOTH, bothOfTwo, isNo, knowing } from './quorum.ts'
import { often, ports, runJobs, told } from './run-jobs.ts'
import { asked, byAnn, byKim, bySam, ID, withTwoPersons } from './two-persons.ts'
import { askerOf, createWorld, type Script } from './world.ts'

const approve = { request: ID, verdict: 'approve' } as const
const deny = { request: ID, verdict: 'deny' } as const
const calling: Script = { ...ports, send: [accepted], readRotation: often(ON) }

/** A bot that does its jobs, with a request that waits, and its card. */
async function living(inForce: Policy) {
  const world = knowing(createWorld(calling, inForce))
  await world.deps.ledger.commit(...asked({ rule: { ...BOTH, approvals: inForce.approvals } }))
  await runJobs(world, false)
  return world
}

describe('two who approve at the same instant', () => {
  it('are both counted where two must, and the call is made once', async () => {
    const world = await living(bothOfTwo)
    const replies = await Promise.all([
      decide(world.deps, bySam, approve),
      decide(world.deps, byKim, approve),
    ])
    expect(replies).toMatchObject([
      { kind: 'decided', request: { state: 'requested', approvals: [{ by: SAM }] } },
      { kind: 'decided', request: { state: 'approved', approvals: [{ by: SAM }, { by: KIM }] } },
    ])
    await runJobs(world)
    expect(await world.kinds()).toEqual([
      ...['asked', 'approved', 'approved', 'claimed', 'calling', 'succeeded'],
    ])
    expect([world.count('send'), await told(world)]).toEqual([1, { owed: [], outdated: [] }])
  })

  it('decide once where one is enough: the other hears who it was', async () => {
    const world = await living(twoPersons)
    const [first, second] = await Promise.all([
      decide(world.deps, bySam, approve),
      decide(world.deps, byKim, approve),
    ])
    expect(first).toMatchObject({ kind: 'decided', request: { state: 'approved' } })
    expect(second).toMatchObject({ refusal: 'already_decided', request: { approvals: [{ by: SAM }] } })
    await runJobs(world)
    expect([world.count('send'), (await world.stored()).approvals.length]).toEqual([1, 1])
  })

  it('are all counted, however many must approve', async () => {
    const people = Array.from({ length: 20 }, (_, n) => PersonId.parse(`U0P${n}`))
    const world = await living({ ...twoPersons, approvals: 20, approvers: people })
    const pressing = people.map((one) => decide(world.deps, askerOf(one, `view:${one}`), approve))
    const replies = await Promise.all(pressing)
    expect(new Set(replies.map(({ kind }) => kind))).toEqual(new Set(['decided']))
    expect(await world.stored()).toMatchObject({ state: 'approved', version: 21 })
    await runJobs(world)
    expect(world.count('send')).toBe(1)
  })

  it('are one person, who is counted once', async () => {
    const world = await living(bothOfTwo)
    const both = ['view:desk', 'view:phone'].map((input) => decide(world.deps, askerOf(SAM, input), approve))
    expect(await Promise.all(both)).toMatchObject([
      { kind: 'decided', request: { state: 'requested' } },
      { kind: 'refused', refusal: 'already_approved', request: { approvals: [{ by: SAM }] } },
    ])
    await runJobs(world, false)
    expect([await world.kinds(), world.count('send')]).toEqual([['asked', 'approved', 'refused'], 0])
  })
})

describe('a request that one of two has approved', () => {
  const once = () => withTwoPersons(approvedBy([SAM]), { read: [aKey()] }, bothOfTwo).then(knowing)

  it('makes no call, and waits', async () => {
    const world = await living(bothOfTwo)
    await decide(world.deps, bySam, approve)
    await runJobs(world, false)
    expect([(await world.stored()).state, world.count('send')]).toEqual(['requested', 0])
    await runJobs(world)
    expect([(await world.stored()).state, world.count('send')]).toEqual(['expired', 0])
  })

  it('is denied by the other, who comes at the same instant as the second yes, or approved: never both', async () => {
    const first = await withTwoPersons(approvedBy([SAM]), {}, { ...bothOfTwo, approvers: [SAM, KIM, BOB] })
    const { deps, kinds } = knowing(first)
    const replies = await Promise.all([
      decide(deps, byKim, deny),
      decide(deps, askerOf(BOB, 'view:bob'), approve),
    ])
    expect(replies).toMatchObject([
      { kind: 'decided', request: { state: 'denied', approvals: [{ by: SAM }] } },
      { refusal: 'already_decided', request: { state: 'denied' } },
    ])
    expect(await kinds()).toEqual(['asked', 'approved', 'denied', 'refused'])
  })

  it('is denied by who approved it before', async () => {
    const { deps, kinds } = await once()
    expect(await decide(deps, bySam, { ...deny, comment: 'on second thought' })).toMatchObject({
      request: { state: 'denied', by: SAM, approvals: [{ by: SAM }] },
    })
    expect(await kinds()).toEqual(['asked', 'approved', 'denied'])
  })

  it('is taken back by its requester', async () => {
    const { deps } = await once()
    expect(await withdraw(deps, byAnn, { request: ID })).toMatchObject({ kind: 'withdrawn' })
  })

  it('answers the first input as the first time, also once the other has approved too', async () => {
    const { deps, kinds } = await once()
    const again = askerOf(SAM, 'command:2')
    expect(await decide(deps, again, approve)).toMatchObject({ kind: 'decided', request: { version: 2 } })
    await decide(deps, byKim, approve)
    expect(await decide(deps, again, approve)).toMatchObject({
      kind: 'decided',
      request: { state: 'approved' },
    })
    expect(await kinds()).toEqual(['asked', 'approved', 'approved'])
  })

  it('shows the form to another with who has approved, and none to who has', async () => {
    const { deps, called } = await once()
    expect(await consider(deps, bySam, approve)).toMatchObject({ refusal: 'already_approved' })
    expect(called()).toEqual([])
    expect(await consider(deps, byKim, approve)).toMatchObject({ kind: 'form', rule: BOTH, counting: [SAM] })
    expect(await consider(deps, bySam, deny)).toMatchObject({ kind: 'form', verdict: 'deny' })
  })

  it('needs another one once its first approver has left, and names whose approval is void', async () => {
    const world = await withTwoPersons(approvedBy([SAM]), {}, bothOfTwo)
    const { deps, written } = knowing(world, isNo(SAM, 'deactivated'))
    expect(await decide(deps, byKim, approve)).toMatchObject({
      ...{ kind: 'decided', request: { state: 'requested', approvals: [{ by: KIM }] } },
    })
    expect(written.at(-1)?.entry).toMatchObject({ kind: 'approved', needed: 2, given: 1, void: [SAM] })
  })

  it('is approved while Slack is silent about the first approver, and waits with the call until it tells', async () => {
    const world = await living(bothOfTwo)
    await decide(world.deps, bySam, approve)
    knowing(world, isNo(SAM, 'identity_unknown'))
    expect(await decide(world.deps, byKim, approve)).toMatchObject({ request: { state: 'approved' } })
    await runJobs(world, false)
    expect([(await world.stored()).state, world.count('send')]).toEqual(['approved', 0])
    knowing(world)
    await runJobs(world)
    expect([(await world.stored()).state, world.count('send')]).toEqual(['succeeded', 1])
  })
})
