import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../src/core/policy.ts'
import type { Request } from '../../../src/core/request.ts'
import { card } from '../../../src/slack/views/card.ts'
import { ANN, a, anInputId, KIM, later, policy, SAM, SECURITY, twoPersons, waiting } from '../../builders.ts'
import { inlines, links, words } from './read-blocks.ts'
import { approvedOnce, ceremony, production, TICKET, WHY, waitingForTwo } from './under-rules.ts'

const draw = (request: Request, by: Policy = production) =>
  card({ request, newest: null, replaces: false }, { policy: by })
const asked = (request: Request, by?: Policy) => words(draw(request, by), 'asked').split('\n')
const standing = (request: Request, by?: Policy) => words(draw(request, by), 'standing')

function approval(request: Request, by?: Policy): string {
  return asked(request, by).find((line) => line.startsWith('Appro')) ?? ''
}

const SAID = `by [${SAM}] [${later(20).toISOString()}]: fine`
const KIMS = { by: KIM, at: later(40).getTime(), input: anInputId(8) }

describe('a card that waits for several approvals', () => {
  it('says how many it takes, of whom, and by which rule', () => {
    expect(approval(waitingForTwo())).toBe(
      `Approval: needed from 2 of [${SECURITY}], [${SAM}], [${KIM}] (not from the requester), says the rule “production”`,
    )
    expect(standing(waitingForTwo())).toContain('Nothing is changed before 2 approvers approve. Without')
  })

  it('counts those it has, and asks who has not said it yet', () => {
    expect(approval(approvedOnce())).toBe(
      `Approval: 1 of 2, ${SAID}; still needed from one of [${SECURITY}], [${KIM}] (not from the requester), says the rule “production”`,
    )
    expect(standing(approvedOnce())).toContain(
      `1 of 2 approved: [${SAM}]. Nothing is changed before one more approver approves.`,
    )
  })

  it('counts on where more than one is missing', () => {
    const three = { ...production, rules: [{ name: 'production', approvals: 3, approvers: [SECURITY] }] }
    expect(approval(approvedOnce(), three)).toContain(
      `1 of 3, ${SAID}; still needed from 2 of [${SECURITY}] (`,
    )
    expect(standing(approvedOnce(), three)).toContain('Nothing is changed before 2 more approvers approve.')
  })

  it.each([
    ['nobody', [ANN]],
    ['too few people', [ANN, KIM]],
  ])('says that the policy names %s who may give them', (few, approvers) => {
    const rules = [{ name: 'production', approvals: 2, approvers }]
    expect(approval(waitingForTwo(), { ...production, rules })).toBe(
      `Approval: needed. The policy names ${few} who may give it now: tell whoever looks after the policy.`,
    )
  })

  it('leads to the ticket in its reason, by the rule in force', () => {
    expect(links(draw(waiting()), 'asked')).toEqual([TICKET])
    expect(asked(waiting())).toContain('Reason: CHG-4711 Open CHG-4711')
    expect(links(draw(waiting(), twoPersons), 'asked')).toEqual([])
    expect(links(draw(waiting({ reason: 'no ticket' })), 'asked')).toEqual([])
    expect(links(draw(waiting({ reason: `CHG-${'4'.repeat(97)}` })), 'asked')).toEqual([])
  })
})

describe('a card that waits while the rule changes', () => {
  const line = (request: Request, by: Policy) => asked(request, by).at(-1)

  it.each<[Request, Policy, string]>([
    [
      waiting(),
      production,
      'The policy has changed meanwhile: it asked for 1 approval; now the rule “production” asks for 2.',
    ],
    [
      waitingForTwo(),
      twoPersons,
      'The policy has changed meanwhile: the rule “production” asked for 2 approvals; now the policy asks for 1.',
    ],
    [waiting(), policy, 'The policy has changed meanwhile: it asked for 1 approval, and asks for none now.'],
    [
      waiting(),
      { ...twoPersons, rules: [{ name: 'all' }] },
      'The policy has changed meanwhile: it is now the rule “all” that asks for 1 approval.',
    ],
  ])('says what it was and what it is: %#', (request, by, said) => {
    expect(line(request, by)).toBe(said)
  })

  it.each([
    [waiting(), twoPersons],
    [waitingForTwo(), production],
  ])('says nothing of a rule that is as it was: %#', (request, by) => {
    expect(asked(request, by).join()).not.toContain('has changed')
  })

  it('counts by the rule in force, not by the one it was asked under', () => {
    expect(approval(waiting(), production)).toContain('needed from 2 of')
    expect(standing(waiting(), production)).toContain('before 2 approvers approve')
  })

  it('says that enough have approved where it asks for fewer, and that one must say so again', () => {
    expect(approval(approvedOnce(), twoPersons)).toBe(
      `Approval: 1 of 1, ${SAID}; enough by now, but to go on it takes one more from one of [${SAM}], [${KIM}], says the policy`,
    )
    expect(standing(approvedOnce(), twoPersons)).toContain('before an approver approves once more')
  })

  it('says what to do where it asks for none', () => {
    expect(approval(waiting(), policy)).toBe(
      'Approval: none needed any more, says the policy. To go on, approve it once, or withdraw it and ask again.',
    )
  })

  it('says that a rule refuses it now, which, and why', () => {
    expect(standing(waiting(), ceremony)).toContain(
      'By the policy as it is now it cannot be approved: withdraw it, or let it expire. Without',
    )
    expect(asked(waiting(), ceremony).at(-1)).toBe(
      `Approval: cannot be given now. The rule “ceremony keys” refuses it: “${WHY}”`,
    )
    expect(inlines(draw(waiting(), ceremony), 'asked')).not.toContainEqual({ type: 'user', user_id: SAM })
  })
})

describe('a card of several approvals that waits no more', () => {
  const { state: _, ...rest } = approvedOnce()
  const ended = { ...rest, endedAt: later(60).getTime() }
  const both = { approvals: [...rest.approvals, KIMS], rule: rest.rule }

  it('has all of them once they were enough', () => {
    const all = `Approved by: [${SAM}] [${later(20).toISOString()}]: fine; [${KIM}] [${later(40).toISOString()}]`
    expect(approval({ ...a('approved'), ...both })).toBe(all)
    expect(approval({ ...ended, ...both, state: 'withdrawn', by: ANN, input: anInputId(3) })).toBe(all)
  })

  it.each<[string, Request]>([
    ['denied', { ...ended, state: 'denied', by: KIM, input: anInputId(3) }],
    ['expired', { ...ended, state: 'expired' }],
    ['cancelled', { ...ended, state: 'cancelled', why: 'disabled' }],
  ])('says that it was not enough when %s', (_, request) => {
    expect(approval(request)).toBe(
      `Approval: 1 of 2, ${SAID}; one more was needed, says the rule “production”`,
    )
  })

  it('counts what was missing', () => {
    const rule = { name: 'production', approvals: 3 }
    expect(approval({ ...ended, rule, state: 'expired' })).toContain('1 of 3')
    expect(approval({ ...ended, rule, state: 'expired' })).toContain('2 more were needed')
  })

  it('says that those who approved were too few in time', () => {
    expect(standing({ ...ended, state: 'expired' })).toContain('Only 1 of 2 approvals came in time.')
    expect(standing({ ...ended, ...both, state: 'expired' })).toContain('The call could not be made in time.')
    expect(standing({ ...ended, approvals: [], state: 'expired' })).toContain('Nobody decided in time.')
  })

  it('says by which rule it was closed, and why, as long as that rule is there', () => {
    const closed: Request = { ...ended, state: 'cancelled', why: 'policy_denies' }
    expect(standing(closed, ceremony)).toBe(
      `Closed by the bot [${later(60).toISOString()}]. The rule “ceremony keys” refuses it: “${WHY}” The bot changed nothing.`,
    )
    expect(standing(closed)).toBe(
      `Closed by the bot [${later(60).toISOString()}]. A rule of the policy refuses this now. The bot changed nothing.`,
    )
  })

  it('says nothing of a rule that refuses when it was closed for another reason', () => {
    const closed: Request = { ...ended, state: 'cancelled', why: 'disabled' }
    expect(standing(closed, ceremony)).not.toContain(WHY)
  })

  it('shows together no more of their comments than of one', () => {
    const long = { ...KIMS, comment: 'x'.repeat(1_000) }
    const view = (count: number) =>
      approval({ ...a('approved'), rule: rest.rule, approvals: Array.from({ length: count }, () => long) })
    expect(view(1).match(/x/g)).toHaveLength(599)
    expect(view(4).match(/x/g)).toHaveLength(4 * 149)
  })
})
