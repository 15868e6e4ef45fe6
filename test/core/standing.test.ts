import { describe, expect, it } from 'vitest'
import { GroupId, type PersonId } from '../../src/core/ids.ts'
import { type Member, Policy } from '../../src/core/policy.ts'
import {
  everybody,
  groupsToRead,
  type Lists,
  peopleOf,
  ROLES,
  type Role,
  type Standing,
  standingsOf,
} from '../../src/core/standing.ts'
import { ANN, BOB, KIM, ONCALL, policy, SAM, SECURITY, twoPersons } from '../builders.ts'

const OTHER = GroupId.parse('S0OTHER')
const EMPTY = GroupId.parse('S0EMPTY')
const NONE: Lists = { requesters: [], approvers: [], admins: [] }
const groups = (...rows: [GroupId, PersonId[]][]) => new Map(rows)

describe.each(ROLES)('standingsOf, among %s', (role) => {
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
    expect(standingsOf({ ...NONE, [role]: members }, ANN, memberships)).toEqual({
      ...{ requesters: null, approvers: null, admins: null },
      [role]: expected,
    })
  })
})

describe('standingsOf', () => {
  it('says of each list by itself', () => {
    const mixed = { requesters: [ANN], approvers: [SECURITY], admins: [ONCALL, BOB] }
    expect(standingsOf(mixed, ANN, groups([SECURITY, [ANN, SAM]]))).toEqual({
      ...{ requesters: ANN, approvers: SECURITY, admins: 'unknown' },
    })
  })
})

describe('groupsToRead', () => {
  const mixed: Lists = { requesters: [ONCALL, ANN], approvers: [SECURITY, SAM], admins: [SECURITY, OTHER] }

  it.each<[string, PersonId, Role[], GroupId[]]>([
    ['no group where they are listed by id', ANN, ['requesters'], []],
    ['the groups of one list', BOB, ['requesters'], [ONCALL]],
    ['none of the lists nobody asks about', SAM, ['approvers'], []],
    ['every group of several lists, each once', KIM, [...ROLES], [ONCALL, SECURITY, OTHER]],
    ['only those of the lists that do not name them', SAM, ['requesters', 'approvers'], [ONCALL]],
    ['nothing for no list', KIM, [], []],
  ])('names %s', (_, person, roles, expected) => {
    expect(groupsToRead(mixed, person, roles)).toEqual(expected)
  })
})

describe('everybody', () => {
  it('is who is listed at the top, where there are no rules', () => {
    expect(everybody(policy)).toEqual({ requesters: [ANN, BOB], approvers: [], admins: [] })
    expect(everybody(twoPersons)).toEqual({ requesters: [ANN, BOB], approvers: [SAM, KIM], admins: [BOB] })
  })

  it('is also whom a single rule lists, each once', () => {
    const rules = [
      { name: 'one', match: { regions: ['eu-west-1'] }, requesters: [KIM, ANN], admins: [SECURITY] },
      { name: 'two', match: { regions: ['eu-west-2'] }, approvers: [SAM, ONCALL] },
    ]
    const lists = everybody(
      Policy.parse({ channel: 'C0AUDIT', approvals: 1, requesters: [BOB], approvers: [SAM], rules }),
    )
    expect(lists).toEqual({ requesters: [KIM, ANN, BOB], approvers: [SAM, ONCALL], admins: [SECURITY] })
  })
})

describe('peopleOf', () => {
  const memberships = groups([ONCALL, [BOB, KIM]], [OTHER, [KIM, ANN]], [EMPTY, []])

  it.each<[string, Member[], PersonId[], GroupId[]]>([
    ['people, in their order', [SAM, ANN], [SAM, ANN], []],
    ['the members of a group in its place', [SAM, ONCALL, ANN], [SAM, BOB, KIM, ANN], []],
    ['somebody who is in it twice once', [ANN, ONCALL, OTHER, ANN], [ANN, BOB, KIM], []],
    ['nobody for an empty group', [EMPTY], [], []],
    ['a group that could not be read by its id', [SECURITY, ANN, ONCALL], [ANN, BOB, KIM], [SECURITY]],
    ['such a group once', [SECURITY, SECURITY], [], [SECURITY]],
    ['nobody for an empty list', [], [], []],
  ])('names %s', (_, list, people, unread) => {
    expect(peopleOf(list, memberships)).toEqual({ people, unread })
  })
})
