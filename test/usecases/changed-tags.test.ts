import { describe, expect, it } from 'vitest'
import type { Policy } from '../../src/core/policy.ts'
import { consider } from '../../src/usecases/consider.ts'
import { execute } from '../../src/usecases/execute.ts'
import { ANN, aKey, BOB, KIM, later, ONCALL, SAM, SECURITY, twoPersons } from '../builders.ts'
import { knowing } from './quorum.ts'
import { agreed, approvedOf, asked, bySam, FRESH, ID, withRules, withTwoPersons } from './two-persons.ts'
import type { Script } from './world.ts'

const approve = { request: ID, verdict: 'approve' } as const
const sealed = aKey({ tags: [{ key: 'seal', value: 'yes' }] })
const untagged = aKey({ tags: [] })
const changes = [{ field: 'tag seal', before: 'none', after: 'yes' }]
/** What holds for keys that are tagged `seal: yes`; the others go by the top. */
const onceSealed = (rule: object) =>
  withRules(twoPersons, { name: 'sealed', match: { tags: { seal: 'yes' } }, ...rule })

const looking = async (inForce: Policy, script: Script) => {
  const world = await withTwoPersons(asked(), script, inForce)
  return { ...world, reply: await consider(world.deps, bySam, approve) }
}

/** After Sam has approved it. */
async function executing(inForce: Policy, script: Script) {
  const world = knowing(await withTwoPersons(agreed(), script, inForce))
  await execute(world.deps, approvedOf(agreed()))
  return { ...world, ended: await world.deps.reads.request(ID), fresh: await world.deps.reads.request(FRESH) }
}

describe('a tag of the key', () => {
  it('that no rule reads may change: what is asked for is the same', async () => {
    const { reply, kinds } = await looking(onceSealed({ approvals: 2 }), { read: [untagged] })
    expect(reply).toMatchObject({ kind: 'form', request: { id: ID } })
    expect(await kinds()).toEqual(['asked'])
  })

  it('that a rule reads closes it, where the card of another one could not be shown', async () => {
    const inForce = onceSealed({ channel: 'C0SEALED' })
    const { reply, deps } = await looking(inForce, { read: [sealed], usable: [false] })
    expect(reply).toMatchObject({ request: { state: 'cancelled', why: 'channel_unusable' } })
    expect(await deps.reads.request(FRESH)).toBeNull()
  })

  it('that a rule reads makes it another request, by the rule for the key as it is now', async () => {
    const inForce = onceSealed({ approvals: 2, channel: 'C0SEALED', notify: ['C0PAYMENTS'], remind: 60_000 })
    const { reply, deps } = await looking(inForce, { read: [sealed], usable: [true] })
    expect(reply).toMatchObject({
      kind: 'closed',
      request: { state: 'superseded', changes, successor: FRESH },
    })
    expect(await deps.reads.request(FRESH)).toMatchObject({
      ...{ state: 'requested', follows: ID, key: sealed, rule: { name: 'sealed', approvals: 2 } },
      ...{ channel: 'C0SEALED', notify: ['C0PAYMENTS'] },
      remindAt: later(60 + 8 * 3_600 - 60).getTime(),
    })
  })

  it('that a rule reads sends nothing, although it was approved by the rule before', async () => {
    const { ended, fresh, count } = await executing(onceSealed({ approvals: 2 }), { read: [sealed] })
    expect([ended, fresh]).toMatchObject([
      { state: 'superseded', changes, approvals: [{ by: SAM }] },
      { state: 'requested', approvals: [], rule: { name: 'sealed' } },
    ])
    expect(count('send')).toBe(0)
  })

  it('that comes off counts as well', async () => {
    const inForce = withRules(twoPersons, { name: 'tagged', match: { tags: { env: '*' } }, approvals: 1 })
    const { ended } = await executing(inForce, { read: [untagged] })
    const off = [{ field: 'tag env', before: 'prod', after: 'none' }]
    expect(ended).toMatchObject({ state: 'superseded', changes: off })
  })
})

describe('what is asked for under a rule that the key came under meanwhile', () => {
  it.each<[string, object, Script, string]>([
    ['it denies', { deny: 'in the ceremony only' }, {}, 'policy_denies'],
    ['its requester may not ask', { requesters: [BOB] }, {}, 'not_for_this_key'],
    ['its requester is not in the group', { requesters: [ONCALL] }, { members: [[BOB]] }, 'not_for_this_key'],
    ['it asks for a ticket of another kind', { reason: { tickets: ['OPS'] } }, {}, 'ticket_required'],
    ['too few could approve', { approvers: [KIM], approvals: 2 }, {}, 'too_few_approvers'],
    ['nobody else could approve', { approvers: [SECURITY] }, { members: [[ANN]] }, 'too_few_approvers'],
  ])('is closed, with nothing in its place, where %s', async (_, rule, script, why) => {
    const { reply, deps, kinds } = await looking(onceSealed(rule), { read: [sealed], ...script })
    expect(reply).toMatchObject({ kind: 'closed', request: { id: ID, state: 'cancelled', why } })
    expect([await deps.reads.request(FRESH), await kinds()]).toEqual([null, ['asked', 'cancelled']])
  })

  it('is closed before the call too', async () => {
    const { ended, fresh, count } = await executing(onceSealed({ deny: 'no' }), { read: [sealed] })
    expect([ended, fresh]).toMatchObject([{ state: 'cancelled', why: 'policy_denies' }, null])
    expect(count('send')).toBe(0)
  })

  it.each([
    ['who may ask', { requesters: [ONCALL] }],
    ['who could approve', { approvers: [SECURITY], approvals: 2 }],
  ])('is asked anew while Slack does not say %s: it is asked about before the call', async (_, rule) => {
    const script = { read: [sealed], members: [new Error('ratelimited')] }
    const { deps } = await looking(onceSealed(rule), script)
    expect(await deps.reads.request(FRESH)).toMatchObject({ state: 'requested', rule: { name: 'sealed' } })
  })

  it('does not matter where it was typed: nothing is typed now', async () => {
    const { deps } = await looking(onceSealed({ askIn: ['C0ELSEWHERE'] }), { read: [sealed] })
    expect(await deps.reads.request(FRESH)).toMatchObject({ state: 'requested', askedIn: 'C0ONCALL' })
  })

  it('keeps its period and its reason', async () => {
    const inForce = onceSealed({ reason: { tickets: ['CHG'] } })
    const world = await withTwoPersons(asked({ periodDays: 180 }), { read: [sealed] }, inForce)
    await consider(world.deps, bySam, approve)
    expect(await world.deps.reads.request(FRESH)).toMatchObject({ periodDays: 180, reason: 'CHG-4711' })
  })

  it('is approved by that rule where it asks for no approval', async () => {
    const { deps, kinds } = await looking(onceSealed({ approvals: 0 }), { read: [sealed] })
    expect(await deps.reads.request(FRESH)).toMatchObject({ state: 'approved', rule: { approvals: 0 } })
    expect(await kinds()).toEqual(['asked', 'superseded', 'asked', 'approved'])
  })
})
