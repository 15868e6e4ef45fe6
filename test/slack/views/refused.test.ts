import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../../src/core/refusal.ts'
import type { RefusalFacts } from '../../../src/core/reply.ts'
import { closedBecause } from '../../../src/slack/views/refusal.ts'
import { reply } from '../../../src/slack/views/reply.ts'
import { AUDIT, aKey, OFF, ON, SAM } from '../../builders.ts'
import { values, words } from './read-blocks.ts'
import { approvedOnce, WHY } from './under-rules.ts'

const draw = (refusal: Refusal, facts: RefusalFacts) => reply({ kind: 'refused', refusal, ...facts }, '/cckm')
const rows = (refusal: Refusal, facts: RefusalFacts) =>
  words(draw(refusal, facts), `refused:${refusal}`).split('\n').slice(1)
const rule = { name: 'production' }

describe('a refusal by the policy', () => {
  it.each<[Refusal, RefusalFacts, readonly string[]]>([
    ['not_for_this_key', { rule }, ['So says the rule “production”.']],
    ['not_for_this_key', { rule: { name: 'policy' } }, ['So says the policy.']],
    ['not_here', { channels: [AUDIT] }, [`It may be typed in [${AUDIT}].`]],
    [
      'policy_denies',
      { rule: { name: 'ceremony keys', deny: WHY } },
      [`The rule “ceremony keys” refuses it: “${WHY}”`],
    ],
    ['reason_required', { rule }, ['So says the rule “production”.']],
    [
      'ticket_required',
      { rule, tickets: ['CHG', 'INC'] },
      [
        'So says the rule “production”.',
        'Tickets that count: CHG-…, INC-…. For example, at the end: because CHG-4711',
      ],
    ],
    [
      'too_few_approvers',
      { rule, quorum: { needed: 2, people: 1 } },
      [
        'So says the rule “production”.',
        'It takes 2 approvals, and only 1 person other than you may approve.',
      ],
    ],
  ])('says which rule it is, and what that asks: %s', (refusal, facts, said) => {
    expect(rows(refusal, facts)).toEqual(said)
  })

  it.each([
    [1, 0, 'It takes 1 approval, and nobody other than you may approve.'],
    [3, 2, 'It takes 3 approvals, and only 2 people other than you may approve.'],
  ])('counts the people that there are: %s needed, %s there', (needed, people, said) => {
    expect(rows('too_few_approvers', { quorum: { needed, people } })).toEqual([said])
  })

  it('ends the words of a rule with a full stop where they have none', () => {
    const refused = (deny: string) => rows('policy_denies', { rule: { name: 'x', deny } })
    expect(refused('see the wiki')).toEqual(['The rule “x” refuses it: “see the wiki”.'])
    expect(refused('Why?')).toEqual(['The rule “x” refuses it: “Why?”'])
  })

  it('sets the words of a rule apart, and has them in its text', () => {
    const view = draw('policy_denies', { rule: { name: 'x', deny: 'not <!here>' } })
    expect(JSON.stringify(view.blocks)).toContain('“not <!here>”')
    expect(view.text).toContain('“not &lt;!here&gt;”')
  })

  it('shows how a ticket is written', () => {
    const view = draw('ticket_required', { tickets: ['INC'] })
    expect(values(view, 'refused:ticket_required')).toEqual(['INC-…', 'because INC-4711'])
  })

  it('names the key, and nothing that it does not know', () => {
    expect(rows('not_for_this_key', { key: aKey() })).toEqual([`alias/payments ${aKey().arn}`])
    expect(rows('not_here', { channels: [] })).toEqual([])
    expect(rows('ticket_required', { tickets: [] })).toEqual([])
  })
})

describe('a refusal of what is there already', () => {
  it.each([
    [ON, 'Automatic rotation: on, every 365 days'],
    [OFF, 'Automatic rotation: off'],
  ])('fits every wish, and shows the key as it is: %#', (rotation, said) => {
    const view = draw('already_so', { key: aKey({ rotation }) })
    expect(words(view, 'refused:already_so')).toMatch(
      /^Automatic rotation of this key is already as you ask,/,
    )
    expect(rows('already_so', { key: aKey({ rotation }) })).toContain(said)
  })

  it('tells who has approved already how far the request is', () => {
    const said = words(draw('already_approved', { request: approvedOnce() }), 'refused:already_approved')
    expect(said).toMatch(/^You have approved this already\. It takes another person now\./)
    expect(said).toContain(`1 of 2 approved: [${SAM}]. Nothing is changed before one more approver approves.`)
  })
})

describe('why the bot closed a request', () => {
  const closing: readonly Refusal[] = [
    ...(['not_allowed', 'not_for_this_key', 'policy_denies', 'reason_required', 'ticket_required'] as const),
    ...(['too_few_approvers', 'period_unknown', 'deactivated', 'guest', 'bot', 'foreign'] as const),
    ...([
      'approval_void',
      'key_unsteady',
      'key_not_found',
      'key_gone',
      'already_so',
      'channel_unusable',
    ] as const),
  ]

  it.each(closing)('is told to everybody, not to one person, and as something that is over: %s', (why) => {
    const said = closedBecause(why).join('')
    expect(said).not.toMatch(/\b[Yy]ou\b|\b[Yy]our\b/)
    expect(said).not.toMatch(/no request was made|nothing was done/i)
  })

  it('is told apart for each', () => {
    expect(new Set(closing.map((why) => closedBecause(why).join(''))).size).toBe(closing.length)
  })
})
