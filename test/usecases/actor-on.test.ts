import { describe, expect, it } from 'vitest'
import type { Policy } from '../../src/core/policy.ts'
import type { Identity } from '../../src/ports.ts'
import { actorOn } from '../../src/usecases/actor-on.ts'
import {
  ANN,
  aKey,
  approvedBySam,
  as,
  BOB,
  KIM,
  last,
  ONCALL,
  ONE_APPROVAL,
  SAM,
  SECURITY,
  waiting,
} from '../builders.ts'
import { approvedBy, BOTH, bothOfTwo, isNo } from './quorum.ts'
import { withRules } from './two-persons.ts'
import { createWorld, type Script, sam } from './world.ts'

const byGroup: Policy = { ...bothOfTwo, approvers: [SECURITY] }
const once = as(last(approvedBy([SAM])), 'requested')
const silent = new Error('ratelimited')

describe('actorOn', () => {
  it('is the person, with what the rule in force says of them, whichever it was asked under', async () => {
    const { deps } = createWorld({}, bothOfTwo)
    expect(await actorOn(deps, KIM, waiting({ rule: ONE_APPROVAL }))).toEqual({
      ...{ person: KIM, rule: BOTH, counting: [] },
      standings: { requesters: null, approvers: KIM, admins: null },
    })
  })

  it('goes by the rule of the key, as it was when it was asked', async () => {
    const match = { tags: { env: 'test' } }
    const rule = { name: 'test keys', match, approvers: [SECURITY], admins: [ONCALL] }
    const { deps } = createWorld({ members: [[SAM], [BOB]] }, withRules(bothOfTwo, rule))
    const request = waiting({ key: aKey({ tags: [{ key: 'env', value: 'test' }] }) })
    expect(await actorOn(deps, BOB, request)).toMatchObject({
      rule: { name: 'test keys' },
      standings: { requesters: BOB, approvers: null, admins: ONCALL },
    })
  })

  it('cannot tell while a group is silent', async () => {
    const { deps } = createWorld({ members: [silent] }, byGroup)
    expect(await actorOn(deps, KIM, waiting())).toMatchObject({ standings: { approvers: 'unknown' } })
  })
})

describe('actorOn, of who approved before,', () => {
  const people = (identity: Identity, ...members: Script['members'] & object): Script => ({
    ...{ identify: [identity], members: [[KIM, SAM], ...members] },
  })

  it.each<[string, Policy, Script]>([
    ['who may still approve', bothOfTwo, { identify: [sam] }],
    ['who is still in the group', byGroup, people(sam, [SAM])],
    ['whom Slack does not tell about just now', bothOfTwo, { identify: [isNo(SAM, 'identity_unknown')] }],
    ['whose group Slack does not tell about just now', byGroup, people(sam, silent)],
  ])('counts somebody %s', async (_, inForce, script) => {
    const { deps } = createWorld(script, inForce)
    expect(await actorOn(deps, KIM, once)).toMatchObject({ counting: [SAM] })
  })

  it.each<[string, Policy, Script]>([
    ['who left the group', byGroup, people(sam, [KIM])],
    ['whose account is deactivated', bothOfTwo, { identify: [isNo(SAM, 'deactivated')] }],
    ['who is a guest by now', bothOfTwo, { identify: [isNo(SAM, 'guest')] }],
    ['whom the rule does not list any more', { ...bothOfTwo, approvers: [KIM, BOB] }, { identify: [sam] }],
  ])('does not count somebody %s', async (_, inForce, script) => {
    const { deps } = createWorld(script, inForce)
    expect(await actorOn(deps, KIM, once)).toMatchObject({ counting: [] })
  })

  it('tells one from the other', async () => {
    const three = { ...bothOfTwo, approvals: 3, approvers: [SAM, KIM, BOB] }
    const twice = last(approvedBy([SAM, KIM], { rule: { ...BOTH, approvals: 3 } }))
    const identify = [isNo(SAM, 'deactivated'), { ok: true, person: KIM, name: 'Kim' } as const]
    const { deps, calls } = createWorld({ identify }, three)
    expect(await actorOn(deps, BOB, twice)).toMatchObject({ counting: [KIM] })
    expect(calls.map(({ with: args }) => args)).toEqual([[SAM], [KIM]])
  })

  it.each([
    ['nobody has approved', waiting()],
    ['it is approved: that is asked before the call', approvedBySam().to],
  ])('asks Slack about nobody where %s', async (_, request) => {
    const { deps, called } = createWorld({}, bothOfTwo)
    expect(await actorOn(deps, ANN, request)).toMatchObject({ counting: [] })
    expect(called()).toEqual([])
  })
})
