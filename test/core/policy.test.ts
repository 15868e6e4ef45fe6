import { describe, expect, it } from 'vitest'
import { GroupId, type PersonId } from '../../src/core/ids.ts'
import { groupsToRead, type Member, Policy, requesterBy, ruleFor } from '../../src/core/policy.ts'
import { ANN, AUDIT, aKey, BOB, ONCALL, policy } from '../builders.ts'

const SECURITY = GroupId.parse('S0SECURITY')
const allowing = (...requesters: Member[]): Policy => ({ ...policy, requesters })
const groups = (...rows: [GroupId, PersonId[]][]) => new Map(rows)

describe('requesterBy', () => {
  it.each<[string, Member[], ReadonlyMap<GroupId, PersonId[]>, Member | null]>([
    ['by their id', [ANN], groups(), ANN],
    ['by a group they are in', [ONCALL], groups([ONCALL, [BOB, ANN]]), ONCALL],
    ['by their id before a group', [ONCALL, ANN], groups([ONCALL, [ANN]]), ANN],
    ['by the first group they are in', [SECURITY, ONCALL], groups([SECURITY, []], [ONCALL, [ANN]]), ONCALL],
    ['by nothing when others are named', [BOB], groups(), null],
    ['by nothing when in no group', [ONCALL], groups([ONCALL, [BOB]]), null],
    ['by nothing when the group could not be read', [ONCALL], groups(), null],
    ['by nothing when a group of no policy holds them', [SECURITY], groups([ONCALL, [ANN]]), null],
  ])('lets a person ask %s', (_, requesters, memberships, expected) => {
    expect(requesterBy(allowing(...requesters), ANN, memberships)).toBe(expected)
  })
})

describe('groupsToRead', () => {
  it.each<[string, Member[], GroupId[]]>([
    ['no group for a person who is named', [ONCALL, ANN], []],
    ['every group for anybody else', [SECURITY, BOB, ONCALL], [SECURITY, ONCALL]],
    ['no group where people only are named', [BOB], []],
  ])('names %s', (_, requesters, expected) => {
    expect(groupsToRead(allowing(...requesters), ANN)).toEqual(expected)
  })
})

describe('ruleFor', () => {
  it('is the top of the policy, which has no rules', () => {
    expect(ruleFor(policy, 'enable-auto-rotation', aKey())).toEqual({ name: 'policy', approvals: 0 })
  })
})

describe('Policy', () => {
  it('reads the smallest set-up', () => {
    const text = { channel: 'C0AUDIT', requesters: ['S0ONCALL', 'U0ANN'], approvals: 0 }
    expect(Policy.parse(text)).toEqual({ channel: AUDIT, requesters: [ONCALL, ANN], approvals: 0 })
  })

  it.each([
    ['a channel that is a name', { channel: '#audit' }],
    ['nobody who may ask', { requesters: [] }],
    ['a name instead of an id', { requesters: ['@ann'] }],
    ['approvals that this version does not know', { approvals: 1 }],
    ['approvals left out', { approvals: undefined }],
    ['a field nobody reads', { admins: ['U0ANN'] }],
  ])('refuses %s', (_, changes) => {
    expect(Policy.safeParse({ ...policy, ...changes }).success).toBe(false)
  })
})
