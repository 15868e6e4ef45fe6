import { describe, expect, it } from 'vitest'
import { approveByPolicy, ask } from '../../src/core/asking.ts'
import { ChannelId } from '../../src/core/ids.ts'
import { anAsking, aRequestId, later, ONE_APPROVAL, T0 } from '../builders.ts'

const HOUR = 3_600_000

describe('ask', () => {
  it.each([
    ['8 hours', 8 * HOUR],
    ['a second', 1_000],
  ])('gives a request %s when its rule says so', (_, expires) => {
    const rule = { ...ONE_APPROVAL, expires }
    expect(ask(anAsking({ rule }), T0).to).toMatchObject({
      askedAt: T0.getTime(),
      expiresAt: T0.getTime() + expires,
    })
  })

  it('keeps of its rule the name and the number of approvals: who may approve is asked when it matters', () => {
    const rule = { ...ONE_APPROVAL, name: 'production' }
    const { to, entry } = ask(anAsking({ rule }), T0)
    expect(to.rule).toEqual({ name: 'production', approvals: 1 })
    expect(entry).toMatchObject({ rule: 'production', approvals: 1 })
    expect(Object.keys(to)).not.toContain('approvers')
  })

  it('goes to the channel of its rule, which may not be the one at the top', () => {
    const rule = { ...ONE_APPROVAL, channel: ChannelId.parse('C0PAYMENTS') }
    expect(ask(anAsking({ rule }), T0).to).toMatchObject({ channel: 'C0PAYMENTS', askedIn: 'C0ONCALL' })
  })

  it.each([
    ['half an hour before its end', { approvals: 1, remind: HOUR / 2 }, 7.5 * HOUR],
    ['never where the rule says none', { approvals: 1, remind: 'none' as const }, undefined],
    ['never where nobody has to approve', { approvals: 0, remind: HOUR / 2 }, undefined],
  ])('is to remind its approvers %s', (_, says, after) => {
    const { to } = ask(anAsking({ rule: { ...ONE_APPROVAL, ...says } }), T0)
    expect(to.remindAt).toBe(after && T0.getTime() + after)
    expect(to).not.toHaveProperty('remindedAt')
  })

  it('keeps which channels hear of its outcome', () => {
    const notify = [ChannelId.parse('C0PAYMENTS'), ChannelId.parse('C0FINANCE')]
    expect(ask(anAsking({ rule: { ...ONE_APPROVAL, notify } }), T0).to.notify).toEqual(notify)
    expect(ask(anAsking(), T0).to.notify).toEqual([])
  })

  it('keeps the period that was asked for, in the audit log too', () => {
    const { to, entry } = ask(anAsking({ periodDays: 180 }), T0)
    expect([to, entry]).toMatchObject([{ periodDays: 180 }, { periodDays: 180 }])
  })

  it('names no period where none was asked for', () => {
    const { to, entry } = ask(anAsking(), T0)
    expect(['periodDays' in to, 'periodDays' in entry]).toEqual([false, false])
  })

  it('has no approval yet', () => {
    expect(ask(anAsking(), T0).to.approvals).toEqual([])
  })

  it('names the request whose place it takes, in the audit log too', () => {
    const { to, entry } = ask(anAsking({ follows: aRequestId(9) }), T0)
    expect([to.follows, entry]).toMatchObject([aRequestId(9), { follows: aRequestId(9) }])
  })

  it('names none when it takes no place', () => {
    const { to, entry } = ask(anAsking(), T0)
    expect(['follows' in to, 'follows' in entry]).toEqual([false, false])
  })
})

describe('approveByPolicy', () => {
  it('is an approval of nobody', () => {
    const { to, entry } = approveByPolicy(ask(anAsking(), T0).to, later(1))
    expect(to).toMatchObject({ approvals: [], approvedAt: later(1).getTime(), tries: 0 })
    expect(entry).toEqual({
      ...{ v: 1, at: later(1).toISOString(), request: to.id },
      ...{ kind: 'approved', by: 'policy', rule: 'policy', needed: 0, given: 0 },
    })
  })
})
