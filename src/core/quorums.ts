import type { ChannelId, GroupId, PersonId } from './ids.ts'
import { isGroup, type Member, type Policy } from './policy.ts'
import { ADD_ONE, ADD_PEOPLE, type Finding } from './policy-findings.ts'
import type { Refusal } from './refusal.ts'
import { type Rule, rulesOf } from './rules.ts'

/** Who an id stands for, or why the bot would not deal with them. */
export type Told =
  | { readonly ok: true; readonly person: PersonId }
  | { readonly ok: false; readonly refusal: Refusal }

/** What Slack says of those and that which a policy names: null where there is no such group, `untold` where it did not say. */
export interface Live {
  readonly identities: ReadonlyMap<PersonId, Told>
  readonly members: ReadonlyMap<GroupId, readonly PersonId[] | null | 'untold'>
  /** Whether the bot can use a channel. */
  readonly channels: ReadonlyMap<ChannelId, boolean | 'untold'>
  /** Whether there is one, as far as the bot is shown it. */
  readonly known: ReadonlyMap<ChannelId, boolean | 'untold'>
}

/** Those who are known to be in a group. */
export function known(members: readonly PersonId[] | null | 'untold' | undefined): readonly PersonId[] {
  return members === 'untold' ? [] : (members ?? [])
}

/** The fields that a quorum is made of, the one first that a problem is told at. */
const FIELDS = ['approvals', 'approvers', 'requesters'] as const
type Field = (typeof FIELDS)[number]

/** Approvals that those who really are there could not give, told of once: where they were written. */
export function quorumFindings(policy: Policy, live: Live): readonly Finding[] {
  const rules = rulesOf(policy)
  return rules.flatMap((rule, index) => {
    const written = policy.rules[index]
    const own: object = written ?? policy
    const field = FIELDS.find((name) => Object.hasOwn(own, name))
    // A rule that denies writes none of them.
    if (field === undefined) return []
    const problem = missing(rule, live)?.[field]
    return problem === undefined ? [] : [{ path: [...(written ? ['rules', index] : []), field], problem }]
  })
}

/** What is wrong with the quorum of a rule, as it is told at each field; null where nothing is. */
function missing(rule: Rule, live: Live): Readonly<Record<Field, string>> | null {
  const { approvals } = rule
  const { able, untold } = approversOf(rule, live)
  if (able.length < approvals && untold > 0) return untoldOf(approvals, able)
  if (able.length < approvals) return tooFew(approvals, able)
  const both = able.length > approvals ? [] : able.filter((person) => stands(person, rule.requesters, live))
  if (both.length === 0) return null
  return untold > 0 ? untoldOf(approvals, able) : withoutWhoAsks(approvals, both)
}

/** The different people who could approve by a rule, and how many there may be besides. */
function approversOf({ approvers }: Rule, live: Live) {
  const ids = approvers.flatMap((member) => (isGroup(member) ? known(live.members.get(member)) : [member]))
  const identities = [...new Set(ids)].map((id) => live.identities.get(id))
  const people = identities.flatMap((identity) => (identity?.ok ? [identity.person] : []))
  const groups = approvers.filter(isGroup).filter((group) => live.members.get(group) === 'untold')
  const unknown = identities.filter(
    (identity) => identity?.ok === false && identity.refusal === 'identity_unknown',
  )
  return {
    // Somebody who is listed by another id than the bot knows them by is on no list.
    able: [...new Set(people)].filter((person) => stands(person, approvers, live)),
    untold: groups.length + unknown.length,
  }
}

function stands(person: PersonId, list: readonly Member[], { members }: Live): boolean {
  return list.some((member) =>
    isGroup(member) ? known(members.get(member)).includes(person) : member === person,
  )
}

function untoldOf(approvals: number, able: readonly PersonId[]): Readonly<Record<Field, string>> {
  const problem = `${only(able)} could be told apart in Slack just now: run this again in a minute`
  return sayAt(problem, approvals)
}

function tooFew(approvals: number, able: readonly PersonId[]): Readonly<Record<Field, string>> {
  return sayAt(`${only(able)} can approve by this rule: ${ADD_PEOPLE}`, approvals)
}

function withoutWhoAsks(approvals: number, both: readonly PersonId[]): Readonly<Record<Field, string>> {
  const [one] = both
  const whoever = both.length === 1 ? `if ${one} asks` : `if one of ${both.join(', ')} asks`
  return sayAt(`${whoever}, too few others can approve: ${ADD_ONE}`, approvals)
}

function sayAt(problem: string, approvals: number): Readonly<Record<Field, string>> {
  return {
    approvals: `is ${approvals}, but ${problem}`,
    approvers: `must give ${approvals} approvals, but ${problem}`,
    requesters: `may ask for what takes ${approvals} approvals, but ${problem}`,
  }
}

function only(people: readonly PersonId[]): string {
  if (people.length === 0) return 'nobody'
  return people.length === 1
    ? `only one person (${people[0]})`
    : `only ${people.length} people (${people.join(', ')})`
}
