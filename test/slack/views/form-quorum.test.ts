import { describe, expect, it } from 'vitest'
import type { DecisionForm } from '../../../src/core/reply.ts'
import { decisionForm } from '../../../src/slack/views/form.ts'
import { aKey, KIM, later, ON, ONE_APPROVAL, SAM, waiting } from '../../builders.ts'
import { links, words } from './read-blocks.ts'
import { approvedOnce, ceremony, production, ruleOf, TICKET, WHY, waitingForTwo } from './under-rules.ts'

const form = (more: Partial<DecisionForm>) =>
  decisionForm(
    {
      ...{ kind: 'form', verdict: 'approve', request: waiting() },
      ...{ rule: ONE_APPROVAL, counting: [] },
      ...more,
    },
    'kept',
  )
const what = (more: Partial<DecisionForm>) => words(form(more), 'what').split('\n')
const effect = (more: Partial<DecisionForm>) => words(form(more), 'effect').split('\n')[1]
const rule = ruleOf(production)
const CALL = 'the bot calls CipherTrust, unless the key has changed meanwhile'

describe('what comes of an approval, as the form says it', () => {
  it('is the call, where one is enough', () => {
    expect(effect({})).toContain(`If you approve, ${CALL}`)
  })

  it.each([
    [
      2,
      'With your approval it has 1 of 2: one more person must approve, and nothing is changed before that.',
    ],
    [4, 'With your approval it has 1 of 4: 3 more people must approve, and nothing is changed before that.'],
  ])('is no call as long as others are missing: of %s', (approvals, said) => {
    expect(effect({ rule: { ...rule, approvals } })).toBe(said)
  })

  it('is the call with the last of several', () => {
    const last = { request: approvedOnce(), rule, counting: [SAM] }
    expect(effect(last)).toContain(`With your approval it has 2 of 2, and ${CALL}`)
  })

  it('is no call where an earlier approval does not count any more', () => {
    expect(effect({ request: approvedOnce(), rule, counting: [] })).toContain('it has 1 of 2: one')
  })

  it('is the call where the rule asks for none by now', () => {
    expect(effect({ rule: { ...rule, approvals: 0 } })).toContain(
      `The rule asks for no approval any more. If you approve, ${CALL}`,
    )
  })
})

describe('the approvals in the form', () => {
  it('are counted by the rule in force', () => {
    expect(what({})).toContain('Approval: 0 of 1 so far, says the policy')
    expect(what({ request: approvedOnce(), rule, counting: [SAM] })).toContain(
      'Approval: 1 of 2 so far, says the rule “production”',
    )
    expect(what({ rule: { ...rule, approvals: 0 } })).toContain(
      'Approval: none needed any more, says the rule “production”',
    )
  })

  it('are without those that do not count any more, and it says whose', () => {
    const said = what({ request: approvedOnce(), rule, counting: [] })
    expect(said).toContain('Approval: 0 of 2 so far, says the rule “production”')
    expect(said).toContain(`The approval of [${SAM}] no longer counts: they may not approve any more.`)
    expect(what({ request: approvedOnce({}, KIM), rule, counting: [KIM] }).join()).not.toContain('no longer')
  })

  it('are by a rule that has changed since it was asked, where it has', () => {
    expect(what({ rule })).toContain(
      'The policy has changed meanwhile: it asked for 1 approval; now the rule “production” asks for 2.',
    )
    expect(what({ request: waitingForTwo(), rule }).join()).not.toContain('has changed')
  })

  it('cannot be given where a rule refuses it, which somebody who denies may read', () => {
    expect(what({ verdict: 'deny', rule: ruleOf(ceremony) })).toContain(
      `Approval: cannot be given now. The rule “ceremony keys” refuses it: “${WHY}”`,
    )
  })
})

describe('the rest of the form', () => {
  it('leads to the ticket', () => {
    expect(links(form({ rule }), 'what')).toEqual([TICKET])
    expect(links(form({}), 'what')).toEqual([])
  })

  it('has the period that is asked for, and the one that the key has', () => {
    const request = waiting({ key: aKey({ rotation: ON }), periodDays: 180 })
    expect(what({ request })).toContain('Period: every 180 days')
    expect(what({ request })).toContain(
      `Next rotation: about [${later(180 * 86_400).toISOString()}], every 180 days`,
    )
    expect(words(form({ request }), 'wish')).toContain('Automatic rotation: on, every 365 days')
    expect(words(form({ request }), 'effect')).toContain('the new period counts from the call')
    expect(what({}).join()).not.toContain('Period')
  })

  it('says of switching off that nothing rotates any more', () => {
    const request = waiting({ key: aKey({ rotation: ON }), operation: 'disable-auto-rotation' })
    expect(words(form({ request }), 'effect')).toMatch(/^AWS stops making new key material/)
  })
})
