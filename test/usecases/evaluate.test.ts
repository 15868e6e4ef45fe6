import { describe, expect, it } from 'vitest'
import { claim } from '../../src/core/calling.ts'
import { GroupId } from '../../src/core/ids.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import type { RequestIn } from '../../src/core/request.ts'
import type { Identity } from '../../src/ports.ts'
import { evaluate } from '../../src/usecases/evaluate.ts'
import { execute } from '../../src/usecases/execute.ts'
import { ANN, a, BOB, KIM, later, ONCALL, policy, SAM, SECURITY, twoPersons } from '../builders.ts'
import { agreed, approvedOf, withTwoPersons } from './two-persons.ts'
import { ann, createWorld, type Script, sam } from './world.ts'

const bySam = claim(approvedOf(agreed()), 'bot-1', later(30)).to
const byPolicy = a('executing')
const isNo = (person: typeof ANN, refusal: Refusal): Identity => ({ ok: false, person, refusal })
const groups: Policy = { ...twoPersons, requesters: [ONCALL], approvers: [SECURITY] }
const silent = new Error('ratelimited')

type Row = readonly [string, RequestIn<'executing'>, Policy, Script, unknown]

describe('evaluate', () => {
  const may: readonly Row[] = [
    ['an approval that still counts', bySam, twoPersons, { identify: [ann, sam] }, 'may'],
    ['no approval where none is needed', byPolicy, policy, { identify: [ann] }, 'may'],
    [
      'an approval of somebody who left, where none is needed any more',
      bySam,
      policy,
      { identify: [ann, isNo(SAM, 'deactivated')] },
      'may',
    ],
    ['an approver by a group', bySam, groups, { identify: [ann, sam], members: [[ANN], [KIM, SAM]] }, 'may'],
  ]
  const mayNot: readonly Row[] = [
    [
      'nobody’s approval where one is needed by now',
      byPolicy,
      twoPersons,
      { identify: [ann] },
      'approval_void',
    ],
    [
      'an approver whom the policy does not list any more',
      bySam,
      { ...twoPersons, approvers: [KIM] },
      { identify: [ann, sam] },
      'approval_void',
    ],
    [
      'an approver who left the group',
      bySam,
      groups,
      { identify: [ann, sam], members: [[ANN], [KIM]] },
      'approval_void',
    ],
    [
      'an approver whose account is deactivated',
      bySam,
      twoPersons,
      { identify: [ann, isNo(SAM, 'deactivated')] },
      'approval_void',
    ],
    [
      'a requester whose account is deactivated',
      bySam,
      twoPersons,
      { identify: [isNo(ANN, 'deactivated')] },
      'deactivated',
    ],
    [
      'a requester who may not ask any more',
      bySam,
      { ...twoPersons, requesters: [BOB] },
      { identify: [ann] },
      'not_allowed',
    ],
    ['a requester who left the group', bySam, groups, { identify: [ann], members: [[BOB]] }, 'not_allowed'],
  ]
  const unknown: readonly Row[] = [
    ['the requester', bySam, twoPersons, { identify: [isNo(ANN, 'identity_unknown')] }, 'unknown'],
    ['the group of those who may ask', bySam, groups, { identify: [ann], members: [silent] }, 'unknown'],
    ['the approver', bySam, twoPersons, { identify: [ann, isNo(SAM, 'identity_unknown')] }, 'unknown'],
    [
      'the group of the approvers',
      bySam,
      groups,
      { identify: [ann, sam], members: [[ANN], silent] },
      'unknown',
    ],
  ]

  it.each(may)('lets it go on for %s', async (_, request, inForce, script) => {
    const { deps } = createWorld(script, inForce)
    expect(await evaluate(deps, request)).toBe('may')
  })

  it.each(mayNot)('does not count %s', async (...[, request, inForce, script, refusal]) => {
    const { deps } = createWorld(script, inForce)
    expect(await evaluate(deps, request)).toEqual({ refusal })
  })

  it.each(unknown)('cannot tell while Slack does not tell about %s', async (_, request, inForce, script) => {
    const { deps } = createWorld(script, inForce)
    expect(await evaluate(deps, request)).toBe('unknown')
  })

  it('asks Slack about nobody else', async () => {
    const { deps, calls } = createWorld({ identify: [ann, sam] }, twoPersons)
    await evaluate(deps, bySam)
    expect(calls.map(({ with: args }) => args)).toEqual([[ANN], [SAM]])
  })

  it('reads only the groups of the list that matters', async () => {
    const other: Policy = { ...groups, admins: [GroupId.parse('S0OTHER')] }
    const { deps, calls } = createWorld({ identify: [ann, sam], members: [[ANN], [SAM]] }, other)
    await evaluate(deps, bySam)
    expect(calls.filter(({ call }) => call === 'members').map(({ with: args }) => args)).toEqual([
      [ONCALL],
      [SECURITY],
    ])
  })
})

describe('execute, before it reads,', () => {
  it.each([
    ['approval_void', [ann, isNo(SAM, 'deactivated')]],
    ['deactivated', [isNo(ANN, 'deactivated')]],
  ])('closes what may not be carried out any more: %s', async (why, identify) => {
    const { deps, stored, kinds, count } = await withTwoPersons(agreed(), { identify })
    await execute(deps, approvedOf(agreed()))
    expect(await stored()).toMatchObject({ state: 'cancelled', why })
    expect([await kinds(), count('read')]).toEqual([['asked', 'approved', 'claimed', 'cancelled'], 0])
  })

  it.each([
    ['who asked', [isNo(ANN, 'identity_unknown')]],
    ['who approved', [ann, isNo(SAM, 'identity_unknown')]],
  ])('waits while Slack does not say %s, and says that it is Slack', async (_, identify) => {
    const { deps, stored, kinds, count } = await withTwoPersons(agreed(), { identify })
    await execute(deps, approvedOf(agreed()))
    const waiting = { fault: { kind: 'slack_silent', outcome: 'not_sent' }, until: later(65).getTime() }
    expect(await stored()).toMatchObject({ state: 'approved', tries: 1, waiting, approvals: [{ by: SAM }] })
    expect([await kinds(), count('read')]).toEqual([['asked', 'approved', 'claimed', 'released'], 0])
  })
})
