import { describe, expect, it } from 'vitest'
import { approveByPolicy, ask } from '../../src/core/asking.ts'
import { anAsking, aRequestId, later, SAM, T0 } from '../builders.ts'

const HOUR = 3_600_000

describe('ask', () => {
  it.each([
    ['8 hours', 8 * HOUR],
    ['a second', 1_000],
  ])('gives a request %s when its rule says so', (_, expiresMs) => {
    const rule = { name: 'policy', approvals: 1, approvers: [SAM], expiresMs }
    expect(ask(anAsking({ rule }), T0).to).toMatchObject({
      askedAt: T0.getTime(),
      expiresAt: T0.getTime() + expiresMs,
    })
  })

  it('keeps of its rule the name and the number of approvals: who may approve is asked when it matters', () => {
    const rule = { name: 'production', approvals: 1, approvers: [SAM], expiresMs: HOUR }
    const { to, entry } = ask(anAsking({ rule }), T0)
    expect(to.rule).toEqual({ name: 'production', approvals: 1 })
    expect(entry).toMatchObject({ rule: 'production', approvals: 1 })
    expect(Object.keys(to)).not.toContain('approvers')
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
      ...{ kind: 'approved', by: 'policy', rule: 'policy' },
    })
  })
})
