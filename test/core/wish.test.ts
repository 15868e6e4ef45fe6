import { describe, expect, it } from 'vitest'
import { ChannelId } from '../../src/core/ids.ts'
import type { Key } from '../../src/core/key.ts'
import type { Policy } from '../../src/core/policy.ts'
import { type Rule, ruleFor } from '../../src/core/rules.ts'
import { type Named, obstacles, type Wish, whyNotAsk } from '../../src/core/wish.ts'
import {
  ANN,
  AUDIT,
  aKey,
  KIM,
  NO_APPROVAL,
  ON,
  ONE_APPROVAL,
  policy,
  SAM,
  SECURITY,
  waiting,
} from '../builders.ts'

const ELSEWHERE = ChannelId.parse('C0ELSEWHERE')
const rule: Rule = { ...ONE_APPROVAL, name: 'production' }
const named: Named = {
  requester: ANN,
  approvers: { people: [SAM, KIM], unread: [] },
  ...{ reportsPeriods: null, settlers: 2, open: null },
}
const wish: Wish = { operation: 'enable-auto-rotation', typedIn: AUDIT }

interface Facts {
  readonly wish?: Partial<Wish>
  readonly key?: Partial<Key>
  readonly rule?: Partial<Rule>
  readonly named?: Partial<Named>
}

function nos(facts: Facts = {}) {
  return whyNotAsk(
    { ...wish, ...facts.wish },
    aKey(facts.key),
    { ...rule, ...facts.rule },
    { ...named, ...facts.named },
  )
}

const required = { required: true, tickets: [] }
const tickets = { required: true, tickets: ['CHG', 'INC'] }
const people = (...found: (typeof ANN)[]) => ({ people: found, unread: [] })

describe('whyNotAsk', () => {
  it('finds nothing against what the rule lets somebody ask', () => {
    expect(nos()).toEqual([])
  })

  it.each<[string, Facts, object]>([
    [
      'who is not among those who may ask by this rule',
      { named: { requester: null } },
      { refusal: 'not_for_this_key', facts: { rule: { name: 'production' } } },
    ],
    ['whom Slack does not tell about', { named: { requester: 'unknown' } }, { refusal: 'identity_unknown' }],
    [
      'what the rule denies, and why it does',
      { rule: { deny: 'in the ceremony only' } },
      { refusal: 'policy_denies', facts: { rule: { name: 'production', deny: 'in the ceremony only' } } },
    ],
    [
      'a channel that the rule does not list, and names those it does',
      { rule: { askIn: [ELSEWHERE] } },
      { refusal: 'not_here', facts: { channels: [ELSEWHERE] } },
    ],
    [
      'a key that has an open request',
      { named: { open: waiting() } },
      { refusal: 'open_request', facts: { request: waiting() } },
    ],
    ['a key that cannot rotate', { key: { state: 'Disabled' } }, { refusal: 'disabled' }],
    ['a key that rotates already', { key: { rotation: ON } }, { refusal: 'already_so' }],
    [
      'a key that rotates in this period already',
      { key: { rotation: ON }, wish: { periodDays: 365 } },
      { refusal: 'already_so' },
    ],
    [
      'no reason where one is required',
      { rule: { reason: required } },
      { refusal: 'reason_required', facts: { rule: { name: 'production' } } },
    ],
    [
      'an empty reason',
      { rule: { reason: required }, wish: { reason: '' } },
      { refusal: 'reason_required', facts: { rule: { name: 'production' } } },
    ],
    [
      'no reason where a ticket is required',
      { rule: { reason: tickets } },
      { refusal: 'ticket_required', facts: { rule: { name: 'production' }, tickets: ['CHG', 'INC'] } },
    ],
    [
      'a reason without one of its tickets',
      { rule: { reason: tickets }, wish: { reason: 'OPS-1, urgent' } },
      { refusal: 'ticket_required', facts: { rule: { name: 'production' }, tickets: ['CHG', 'INC'] } },
    ],
    [
      'a period where CipherTrust reports none',
      { wish: { periodDays: 180 }, named: { reportsPeriods: false } },
      { refusal: 'period_unknown' },
    ],
    [
      'a period where that cannot be told, and nobody could say what became of the call',
      { wish: { periodDays: 180 }, named: { reportsPeriods: null, settlers: 0 } },
      { refusal: 'period_unknown' },
    ],
    [
      'more approvals than there are people for',
      { named: { approvers: people(KIM) }, rule: { approvals: 2 } },
      {
        refusal: 'too_few_approvers',
        facts: { rule: { name: 'production' }, quorum: { needed: 2, people: 1 } },
      },
    ],
  ])('refuses %s', (_, facts, no) => {
    expect(nos(facts)).toEqual([no])
  })

  it.each<[string, Facts]>([
    ['a listed channel', { rule: { askIn: [ELSEWHERE, AUDIT] } }],
    ['no channel at all, as by a button', { rule: { askIn: [ELSEWHERE] }, wish: { typedIn: null } }],
    ['a reason where one is required', { rule: { reason: required }, wish: { reason: 'audit' } }],
    ['one of its tickets', { rule: { reason: tickets }, wish: { reason: 'see inc-12' } }],
    ['no ticket where no reason is required', { rule: { reason: { ...tickets, required: false } } }],
    ['a period where CipherTrust reports it', { wish: { periodDays: 180 }, named: { reportsPeriods: true } }],
    [
      'a period where that cannot be told, and one other could say what became of the call',
      { wish: { periodDays: 180 }, named: { reportsPeriods: null, settlers: 1 } },
    ],
    [
      'a period where CipherTrust reports it, and nobody else is there',
      { wish: { periodDays: 180 }, named: { reportsPeriods: true, settlers: 0 } },
    ],
    ['no period where nobody else is there', { named: { reportsPeriods: null, settlers: 0 } }],
    ['no period where CipherTrust reports none', { named: { reportsPeriods: false } }],
    ['another period', { wish: { periodDays: 180 }, key: { rotation: ON } }],
    ['a period that is not told', { wish: { periodDays: 365 }, key: { rotation: { on: true } } }],
    ['exactly as many people as must approve', { rule: { approvals: 2 } }],
    ['nobody where none must approve', { rule: NO_APPROVAL, named: { approvers: people() } }],
    [
      'fewer people, while a group could not be read that may hold more',
      { rule: { approvals: 3 }, named: { approvers: { people: [], unread: [SECURITY] } } },
    ],
  ])('lets somebody ask with %s', (_, facts) => {
    expect(nos(facts)).toEqual([])
  })

  it('gives every reason, with the one first that is to be told', () => {
    const all = nos({
      wish: { periodDays: 180 },
      key: { state: 'Disabled', rotation: ON },
      rule: { askIn: [ELSEWHERE], reason: required, approvals: 3 },
      named: { requester: null, reportsPeriods: false, open: waiting() },
    })
    expect(all.map(({ refusal }) => refusal)).toEqual([
      ...['not_for_this_key', 'not_here', 'open_request', 'disabled'],
      ...['reason_required', 'period_unknown', 'too_few_approvers'],
    ])
  })

  it('says of a rule that denies nothing of what it would ask for', () => {
    const all = nos({ rule: { deny: 'no', reason: tickets, approvals: 9 }, named: { requester: null } })
    expect(all.map(({ refusal }) => refusal)).toEqual(['not_for_this_key', 'policy_denies'])
  })

  it('asks for an approver of switching off, although the policy asks for none', () => {
    const nobody: Policy = { ...policy, approvals: 0, approvers: [] }
    const key = aKey({ rotation: ON })
    const stop = { operation: 'disable-auto-rotation', reason: 'audit', typedIn: null } as const
    const none = { ...named, approvers: people() }
    expect(whyNotAsk(stop, key, ruleFor(nobody, stop, key), none)).toMatchObject([
      { refusal: 'too_few_approvers', facts: { quorum: { needed: 1, people: 0 } } },
    ])
  })
})

describe('whyNotAsk, of switching rotation off,', () => {
  const optional = { required: false, tickets: ['CHG'] }
  const off = (reason: string | undefined, changes: Partial<Rule> = {}) =>
    nos({ wish: { operation: 'disable-auto-rotation', reason }, key: { rotation: ON }, rule: changes })
  const noReason = { refusal: 'reason_required', facts: { rule: { name: 'production' } } }

  it.each<[string, string | undefined, Partial<Rule>, object[]]>([
    ['none, although the rule asks for none', undefined, {}, [noReason]],
    ['an empty one', '', {}, [noReason]],
    ['none, where a ticket may be left out', undefined, { reason: optional }, [noReason]],
    ['any, where a ticket may be left out', 'audit', { reason: optional }, []],
    ['any, where the rule asks for none', 'audit', {}, []],
  ])('takes a reason: %s', (_, reason, changes, expected) => {
    expect(off(reason, changes)).toEqual(expected)
  })

  it.each([undefined, 'audit'])('takes a ticket where the rule requires one, and not %s', (reason) => {
    expect(off(reason, { reason: tickets })).toMatchObject([{ refusal: 'ticket_required' }])
  })

  it('takes none where the rule denies', () => {
    expect(off(undefined, { deny: 'no' }).map(({ refusal }) => refusal)).toEqual(['policy_denies'])
  })
})

describe('obstacles', () => {
  it('are what a reason, given with the asking, does not take away', () => {
    const nos = ['disabled', 'reason_required', 'ticket_required', 'period_unknown'] as const
    const left = obstacles(nos.map((refusal) => ({ refusal })))
    expect(left.map(({ refusal }) => refusal)).toEqual(['disabled', 'period_unknown'])
  })
})
