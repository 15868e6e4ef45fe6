import { describe, expect, it } from 'vitest'
import type { Entry, RequestEntry } from '../../../src/core/entry.ts'
import type { PersonId } from '../../../src/core/ids.ts'
import type { Policy } from '../../../src/core/policy.ts'
import type { Request } from '../../../src/core/request.ts'
import { line } from '../../../src/slack/views/line.ts'
import {
  ANN,
  AUDIT,
  a,
  anInputId,
  aRequestId,
  BOB,
  KIM,
  later,
  SAM,
  SECURITY,
  twoPersons,
  waiting,
} from '../../builders.ts'
import { inlines, words } from './read-blocks.ts'
import { approvedOnce, CROWD, ceremony, production, WHY, waitingForTwo } from './under-rules.ts'

const about = { v: 1, at: '2026-03-02T09:00:00.000Z', request: aRequestId(1) } as const
const draw = (request: Request, entry: RequestEntry, by: Policy = production) =>
  line(request, { seq: 3, hash: 'a'.repeat(64), entry }, by)
const said = (request: Request, entry: RequestEntry, by?: Policy) => words(draw(request, entry, by), 'line')

type Approved = Extract<Entry, { kind: 'approved' }>
const bySam: Approved = {
  ...{ ...about, kind: 'approved', by: SAM, input: anInputId(2) },
  ...{ rule: 'production', needed: 2, given: 1 },
}

describe('the line of an approval', () => {
  it('counts it where it takes more than one', () => {
    expect(said(approvedOnce(), bySam)).toBe(`Approved. By [${SAM}]: fine. 1 of 2.`)
    expect(said(approvedOnce(), { ...bySam, given: 2 })).toBe(`Approved. By [${SAM}]: fine. 2 of 2.`)
  })

  it('counts nothing where it takes one', () => {
    const one = { name: 'production', approvals: 1 }
    expect(said({ ...approvedOnce(), rule: one }, { ...bySam, needed: 1 })).toBe(
      `Approved. By [${SAM}]: fine.`,
    )
  })

  it('counts no more than it takes', () => {
    expect(said(approvedOnce(), { ...bySam, given: 3 })).toContain(' 2 of 2.')
  })

  it('tells notifications that others are missing', () => {
    expect(draw(approvedOnce(), bySam).text).toBe(
      'R-11111111 (alias/payments): Approved, 1 of 2. By <@U0SAM>: fine. 1 of 2.',
    )
    expect(draw(approvedOnce(), { ...bySam, given: 2 }).text).toMatch(
      /^R-11111111 \(alias\/payments\): Approved\. By/,
    )
  })

  it.each<[readonly PersonId[], string]>([
    [[KIM], `The approval of [${KIM}] no longer counts: they may not approve any more.`],
    [[KIM, BOB], `The approvals of [${KIM}], [${BOB}] no longer count: they may not approve any more.`],
  ])('says whose earlier ones do not count any more: %#', (gone, words) => {
    expect(said(approvedOnce(), { ...bySam, void: gone })).toBe(
      `Approved. By [${SAM}]: fine. 1 of 2. ${words}`,
    )
  })

  it('says that the rule is another one than when it was asked', () => {
    expect(said(waiting(), bySam)).toContain(
      '1 of 2. The policy has changed meanwhile: it asked for 1 approval; now the rule “production” asks for 2.',
    )
  })
})

describe('the line of a request', () => {
  it('says how many must approve where it is more than one, and who says so', () => {
    const asked: RequestEntry = {
      ...{ ...about, kind: 'asked', by: ANN, operation: 'enable-auto-rotation', arn: 'a', key: 'k' },
      ...{ snapshot: 's', before: { on: false }, input: anInputId(1), channel: AUDIT },
      ...{ rule: 'production', approvals: 2 },
    }
    expect(said(waitingForTwo(), asked)).toContain('2 people must approve, by the rule “production”.')
    expect(said(waitingForTwo(), { ...asked, approvals: 1 })).not.toContain('must approve')
  })

  it('says by which rule it was closed, and why', () => {
    const closed: RequestEntry = { ...about, kind: 'cancelled', why: 'policy_denies' }
    expect(said(a('approved'), closed, ceremony)).toBe(
      `Closed by the bot. The rule “ceremony keys” refuses it: “${WHY}” The bot changed nothing.`,
    )
    expect(said(a('approved'), closed)).toContain('A rule of the policy refuses this now.')
  })
})

describe('the reminder', () => {
  const reminded = (of: Extract<Entry, { kind: 'reminded' }>['of']): RequestEntry => ({
    ...{ ...about, kind: 'reminded', of },
  })
  const expires = `[${later(8 * 3_600).toISOString()}]`

  it('calls those who may still decide, and says until when', () => {
    const view = draw(waitingForTwo(), reminded([KIM, SECURITY]))
    expect(words(view, 'line')).toBe(
      `Reminder. [${KIM}], [${SECURITY}]: this waits for your decision, and expires ${expires}.`,
    )
    expect(inlines(view, 'line')).toContainEqual({ type: 'usergroup', usergroup_id: SECURITY })
    expect(view.text).toMatch(
      /^R-11111111 \(alias\/payments\): Reminder\. <@U0KIM>, <!subteam\^S0SECURITY>: this waits/,
    )
  })

  it('calls every one of them, as many as a rule may ask for', () => {
    const called = inlines(draw(waitingForTwo(), reminded(CROWD)), 'line')
    expect(called.filter(({ type }) => type === 'user')).toHaveLength(CROWD.length)
  })

  it('says that nobody may decide, and who must look', () => {
    expect(said(waitingForTwo(), reminded([]), twoPersons)).toBe(
      `Reminder. By the policy nobody may approve this now. If that is not meant, tell whoever looks after the policy. It expires ${expires}.`,
    )
  })
})
