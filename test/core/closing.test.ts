import { describe, expect, it } from 'vitest'
import { cancel, expire, expireEarly, supersede } from '../../src/core/closing.ts'
import { a, approvedBySam, aRequestId, as, ruled, SAM, SHELL, UNREACHABLE, waiting } from '../builders.ts'
import { at, changes, everyStep, forAPerson, released } from './every-step.ts'

describe('supersede', () => {
  it.each([
    ['requested', waiting()],
    ['executing', a('executing')],
  ])('says of a request that was %s what changed, and which one asks instead', (_, request) => {
    const { to, entry } = supersede(request, changes, aRequestId(2), at)
    expect(to).toMatchObject({ changes, successor: aRequestId(2), endedAt: at.getTime() })
    expect(entry).toMatchObject({ changes, successor: aRequestId(2) })
  })
})

describe('cancel', () => {
  it.each(['disabled', 'already_so', 'approval_void', 'channel_unusable'] as const)(
    'says why it was closed: %s',
    (why) => {
      const { to, entry } = cancel(a('approved'), why, at)
      expect([to, entry]).toMatchObject([{ why, endedAt: at.getTime() }, { why }])
    },
  )
})

describe('expire', () => {
  it('says what an approved one had waited for, in the audit log too', () => {
    const { to, entry } = expire(released, at)
    expect([to, entry]).toMatchObject([{ fault: UNREACHABLE }, { fault: UNREACHABLE }])
  })

  it.each([
    ['nobody decided', waiting()],
    ['nobody used', as(approvedBySam().to, 'approved')],
  ])('has no fault to tell of what %s', (_, request) => {
    const { to, entry } = expire(request, at)
    expect(['fault' in to, 'fault' in entry]).toEqual([false, false])
  })

  it('keeps the reason it was asked with, and makes none up', () => {
    const { reason: _, ...silent } = waiting()
    expect(expire(waiting(), at).to.reason).toBe('CHG-4711')
    expect(expire(silent, at).to).not.toHaveProperty('reason')
  })

  it('remembers who had approved it', () => {
    expect(expire(as(approvedBySam().to, 'approved'), at).to.approvals).toMatchObject([{ by: SAM }])
  })
})

describe('expireEarly', () => {
  it('names who ended it, with what they wrote', () => {
    const said = { by: SHELL, comment: 'asked twice', commentHash: 'b'.repeat(64) }
    const { to, entry } = ruled(expireEarly(waiting(), said, at))
    expect(to).toMatchObject({
      state: 'expired',
      by: 'os:anna',
      comment: 'asked twice',
      endedAt: at.getTime(),
    })
    expect(entry).toMatchObject({ kind: 'expired', by: 'os:anna', comment: 'b'.repeat(64) })
  })

  it('says what an approved one had waited for', () => {
    const { to, entry } = ruled(expireEarly(released, { by: SHELL }, at))
    expect([to, entry]).toMatchObject([{ fault: UNREACHABLE }, { fault: UNREACHABLE }])
  })

  it.each([a('executing'), a('calling'), a('unconfirmed'), forAPerson])(
    'is refused where a call was made, or may be made at any moment: $state',
    (request) => {
      expect(expireEarly(request, { by: SHELL }, at)).toEqual({ ok: false, refusal: 'under_way' })
    },
  )

  const ends = everyStep.map(([, { to }]) => to).filter((to) => 'endedAt' in to)

  it.each([...new Map(ends.map((to) => [to.state, to])).values()])(
    'is too late when it is $state',
    (request) => {
      expect(expireEarly(request, { by: SHELL }, at)).toEqual({ ok: false, refusal: 'already_decided' })
    },
  )
})
