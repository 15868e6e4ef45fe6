import { describe, expect, it } from 'vitest'
import { PersonId } from '../../../src/core/ids.ts'
import type { Policy } from '../../../src/core/policy.ts'
import type { Request } from '../../../src/core/request.ts'
import { card } from '../../../src/slack/views/card.ts'
import {
  ANN,
  a,
  anInputId,
  approvedBySam,
  BOB,
  KIM,
  later,
  policy,
  SAM,
  SECURITY,
  T0,
  twoPersons,
  waiting,
} from '../../builders.ts'
import { block, inlines, values, words } from './read-blocks.ts'

/** The last line of what was asked: who may approve, or who did. */
function approval(request: Request, by: Policy = twoPersons): string {
  const view = card({ request, newest: null, replaces: false }, { policy: by })
  return words(view, 'asked').split('\n').at(-1) ?? ''
}

const { state: _, ...asked } = waiting()
const ended = { ...asked, endedAt: later(60).getTime() }

describe('the approval on a card that waits', () => {
  it('names the people who may give it, and who may not', () => {
    expect(approval(waiting())).toBe(`Approval: needed from one of [${SAM}], [${KIM}], says the policy`)
  })

  it('mentions a group as one, so that it is told', () => {
    const view = card(
      { request: waiting(), newest: null, replaces: false },
      { policy: { ...twoPersons, approvers: [SECURITY] } },
    )
    expect(words(view, 'asked')).toContain(`needed from one of [${SECURITY}] (`)
    expect(inlines(view, 'asked')).toContainEqual({ type: 'usergroup', usergroup_id: SECURITY })
  })

  it('names a lone person without a choice', () => {
    expect(approval(waiting(), { ...twoPersons, approvers: [SAM] })).toContain(`needed from [${SAM}], says`)
  })

  it('leaves the requester out, who may approve for others', () => {
    const said = approval(waiting(), { ...twoPersons, approvers: [ANN, SAM] })
    expect(said).toContain(`needed from [${SAM}], says`)
    expect(said).not.toContain(ANN)
  })

  it('names the first twenty of many, because who is named there is told', () => {
    const many = Array.from({ length: 22 }, (_, n) => `U0A${n + 1}`)
    const crowd = { ...twoPersons, approvers: many.map((id) => PersonId.parse(id)) }
    expect(approval(waiting(), crowd)).toMatch(/\[U0A20\] …and 2 more, says/)
  })

  it('is by the policy in force, not by the one it was asked under', () => {
    expect(approval(waiting(), { ...twoPersons, approvers: [BOB] })).toContain(`needed from [${BOB}], says`)
  })

  it('says that nobody may give it, and who must look', () => {
    const said = approval(waiting(), { ...twoPersons, approvers: [] })
    expect(said).toContain('names nobody who may give it now: tell whoever looks after the policy.')
  })
})

describe('the approval on any other card', () => {
  it('is the one that was given, with when and its comment', () => {
    const { to } = approvedBySam()
    expect(approval(to)).toBe(`Approved by: [${SAM}] [${later(20).toISOString()}]: fine`)
    expect(values(card({ request: to, newest: null, replaces: false }, { policy }), 'asked')).toContain(
      'fine',
    )
  })

  it('stays on the card when it is done, whatever the policy says by then', () => {
    const { approvals, rule } = approvedBySam().to
    const done: Request = { ...a('succeeded'), approvals, rule }
    expect(approval(done, { ...policy, approvers: [KIM] })).toContain(`Approved by: [${SAM}]`)
  })

  it('has every approval that was given', () => {
    const { to } = approvedBySam()
    const second = { by: KIM, at: T0.getTime(), input: anInputId(7) }
    expect(approval({ ...to, approvals: [...to.approvals, second] })).toMatch(
      /^Approved by: \[U0SAM\] \[.*\]: fine; \[U0KIM\] \[.*\]$/,
    )
  })

  it.each<[string, Request]>([
    ['denied', { ...ended, state: 'denied', by: SAM, input: anInputId(3) }],
    ['withdrawn', { ...ended, state: 'withdrawn', by: ANN, input: anInputId(3) }],
    ['cancelled', { ...ended, state: 'cancelled', why: 'disabled' }],
  ])('is not spoken of where there was none when it was %s', (_, request) => {
    expect(approval(request)).toBe('Reason: CHG-4711')
  })

  it('was needed and not given when it expired, by which rule', () => {
    const expired = { ...ended, state: 'expired' } as const
    expect(approval(expired)).toBe('Approval: needed, says the policy, but not given')
  })

  it.each([a('approved'), a('succeeded'), a('failed')])(
    'was not needed under a rule that asks for none: $state',
    (request) => {
      expect(approval(request)).toBe('Approval: none needed, says the policy')
    },
  )

  it('names the rule that says so, where it is one of several', () => {
    const rule = { name: 'production', approvals: 0 }
    expect(approval({ ...a('approved'), rule })).toBe('Approval: none needed, says the rule “production”')
  })
})

describe('a card in the place of another', () => {
  it('says so, and where what was told before is', () => {
    const view = card({ request: waiting(), newest: null, replaces: true }, { policy: twoPersons })
    expect(words(view, 'replaces')).toContain('audit log')
    expect(block(view, 'foot')).toBeDefined()
  })
})
