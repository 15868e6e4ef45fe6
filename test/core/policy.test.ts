import { describe, expect, it } from 'vitest'
import { GroupId, type PersonId } from '../../src/core/ids.ts'
import {
  groupsToRead,
  type Member,
  Policy,
  ROLES,
  type Role,
  ruleFor,
  type Standing,
  standingsOf,
} from '../../src/core/policy.ts'
import { ANN, AUDIT, aKey, BOB, KIM, ONCALL, policy, SAM, SECURITY, twoPersons } from '../builders.ts'

const OTHER = GroupId.parse('S0OTHER')
const groups = (...rows: [GroupId, PersonId[]][]) => new Map(rows)

describe.each(ROLES)('standingsOf, among %s', (role) => {
  const listing = (...members: Member[]): Policy => ({ ...twoPersons, [role]: members })

  it.each<[string, Member[], ReadonlyMap<GroupId, PersonId[]>, Standing]>([
    ['by their id', [ANN], groups(), ANN],
    ['by their id although a group could not be read', [ONCALL, ANN], groups(), ANN],
    ['by a group they are in', [ONCALL], groups([ONCALL, [BOB, ANN]]), ONCALL],
    ['by their id before a group', [ONCALL, ANN], groups([ONCALL, [ANN]]), ANN],
    ['by the first group they are in', [OTHER, ONCALL], groups([OTHER, []], [ONCALL, [ANN]]), ONCALL],
    ['by a group although another could not be read', [OTHER, ONCALL], groups([ONCALL, [ANN]]), ONCALL],
    ['under nothing when others are named', [BOB], groups(), null],
    ['under nothing when in none of the groups', [ONCALL, OTHER], groups([ONCALL, [BOB]], [OTHER, []]), null],
    ['under nothing when a group of no policy holds them', [BOB], groups([ONCALL, [ANN]]), null],
    ['nobody knows where when the group could not be read', [ONCALL], groups(), 'unknown'],
    ['nobody knows where when one of two could not be read', [ONCALL, OTHER], groups([OTHER, []]), 'unknown'],
    ['under nothing when the list is empty', [], groups(), null],
  ])('finds a person %s', (_, members, memberships, expected) => {
    expect(standingsOf(listing(...members), ANN, memberships)[role]).toBe(expected)
  })
})

describe('standingsOf', () => {
  it('says of each list by itself', () => {
    const mixed: Policy = { ...twoPersons, requesters: [ANN], approvers: [SECURITY], admins: [ONCALL, BOB] }
    expect(standingsOf(mixed, ANN, groups([SECURITY, [ANN, SAM]]))).toEqual({
      ...{ requesters: ANN, approvers: SECURITY, admins: 'unknown' },
    })
  })
})

describe('groupsToRead', () => {
  const mixed: Policy = {
    ...twoPersons,
    ...{ requesters: [ONCALL, ANN], approvers: [SECURITY, SAM], admins: [SECURITY, OTHER] },
  }

  it.each<[string, PersonId, Role[], GroupId[]]>([
    ['no group where they are listed by id', ANN, ['requesters'], []],
    ['the groups of one list', BOB, ['requesters'], [ONCALL]],
    ['none of the lists nobody asks about', SAM, ['approvers'], []],
    [
      'every group of several lists, each once',
      KIM,
      ['requesters', 'approvers', 'admins'],
      [ONCALL, SECURITY, OTHER],
    ],
    ['only those of the lists that do not name them', SAM, ['requesters', 'approvers'], [ONCALL]],
    ['nothing for no list', KIM, [], []],
  ])('names %s', (_, person, roles, expected) => {
    expect(groupsToRead(mixed, person, roles)).toEqual(expected)
  })
})

describe('ruleFor', () => {
  it.each([policy, twoPersons, { ...twoPersons, expires: 60_000 }])(
    'is the top of the policy, which has no rules',
    (inForce) => {
      const { approvals, approvers, expires: expiresMs } = inForce
      const rule = { name: 'policy', approvals, approvers, expiresMs }
      expect(ruleFor(inForce, 'enable-auto-rotation', aKey())).toEqual(rule)
    },
  )
})

describe('Policy', () => {
  const smallest = { channel: 'C0AUDIT', requesters: ['S0ONCALL', 'U0ANN'], approvals: 0 }
  const second = { ...smallest, approvals: 1, approvers: ['S0SECURITY'] }

  it('reads the smallest set-up, with 8 hours to decide', () => {
    expect(Policy.parse(smallest)).toEqual({
      ...{ channel: AUDIT, requesters: [ONCALL, ANN], approvals: 0 },
      ...{ approvers: [], admins: [], expires: 8 * 3_600_000 },
    })
  })

  it.each<[string, object]>([
    ['a group that approves', {}],
    ['a person who approves', { approvers: ['U0SAM'] }],
    ['a lone approver in a group of those who ask', { approvers: ['U0SAM'], requesters: ['S0ONCALL'] }],
    ['two approvers who both may ask', { approvers: ['U0SAM', 'U0KIM'], requesters: ['U0SAM', 'U0KIM'] }],
    ['a group that asks and approves', { approvers: ['S0ONCALL'] }],
    ['admins', { admins: ['U0BOB', 'S0ONCALL'] }],
    ['approvers although nobody needs to approve', { approvals: 0 }],
    ['another time to decide', { expires: 60_000 }],
  ])('takes %s', (_, changes) => {
    expect(Policy.safeParse({ ...second, ...changes }).success).toBe(true)
  })

  it.each<[string, object]>([
    ['a channel that is a name', { channel: '#audit' }],
    ['nobody who may ask', { requesters: [] }],
    ['a name instead of an id', { requesters: ['@ann'] }],
    ['approvals that this version does not know', { approvals: 2 }],
    ['less than no approval', { approvals: -1 }],
    ['approvals left out', { approvals: undefined }],
    ['nobody who could approve', { approvers: undefined }],
    ['an empty list of approvers', { approvers: [] }],
    ['an empty list of approvers although nobody needs to approve', { approvals: 0, approvers: [] }],
    ['an empty list of admins', { admins: [] }],
    ['an approver by name', { approvers: ['sam'] }],
    ['an admin by name', { admins: ['bob'] }],
    ['a lone approver who may ask too', { approvers: ['U0SAM'], requesters: ['S0ONCALL', 'U0SAM'] }],
    ['the same lone approver named twice', { approvers: ['U0SAM', 'U0SAM'], requesters: ['U0SAM'] }],
    ['no time to decide', { expires: 0 }],
    ['a time in words, which the file is read with', { expires: '8h' }],
    ['a field nobody reads', { owners: ['U0ANN'] }],
  ])('refuses %s', (_, changes) => {
    expect(Policy.safeParse({ ...second, ...changes }).success).toBe(false)
  })
})
