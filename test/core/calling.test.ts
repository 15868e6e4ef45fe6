import { describe, expect, it } from 'vitest'
import { claim, fail, mark, release, sendOnceMore, succeed } from '../../src/core/calling.ts'
import { a, aKey, as, REJECTED, UNREACHABLE } from '../builders.ts'
import { answer, at, on, pause, released } from './every-step.ts'

describe('claim', () => {
  it('names who holds it, for a first attempt', () => {
    expect(claim(a('approved'), 'bot-1', at).to).toMatchObject({ claimedBy: 'bot-1', attempt: 1 })
  })

  it('forgets what was waited for, and not how often', () => {
    const { to } = claim(released, 'bot-2', at)
    expect([to.tries, 'waiting' in to]).toEqual([1, false])
  })
})

describe('release', () => {
  it('gives up the claim', () => {
    const { to } = release(a('executing'), at)
    expect(['claimedBy' in to, 'attempt' in to, 'waiting' in to]).toEqual([false, false, false])
  })

  it('counts the try, and says what it waits for', () => {
    expect(released).toMatchObject({ tries: 1, waiting: pause })
  })

  it('does not make an approval younger', () => {
    expect(as(release(a('executing'), at).to, 'approved').approvedAt).toBe(a('approved').approvedAt)
  })
})

describe('mark', () => {
  it('keeps the key as it was just before the call, and when that was', () => {
    const before = aKey({ syncedAt: '2026-03-02T09:04:00Z' })
    expect(mark(a('executing'), before, 'account-1', at).to).toMatchObject({ before, calledAt: at.getTime() })
  })

  it('logs which account calls, for which attempt', () => {
    expect(mark({ ...a('executing'), attempt: 2 }, aKey(), 'account-2', at).entry).toMatchObject({
      attempt: 2,
      account: 'account-2',
      before: { on: false },
    })
  })
})

describe('sendOnceMore', () => {
  it('is the second attempt, without the first mark', () => {
    const { to } = sendOnceMore(a('calling'), UNREACHABLE, at)
    expect([to.attempt, 'calledAt' in to, 'before' in to]).toEqual([2, false, false])
  })
})

describe('succeed', () => {
  it.each([
    ['already_so', a('executing'), undefined],
    ['called', a('calling'), a('calling').calledAt],
    ['read_later', a('unconfirmed'), a('unconfirmed').calledAt],
  ] as const)('says %s', (how, request, calledAt) => {
    const { to } = succeed(request, on, at)
    expect([as(to, 'succeeded').how, as(to, 'succeeded').calledAt]).toEqual([how, calledAt])
  })

  it("logs the flag before and after, and CipherTrust's answer", () => {
    expect(succeed(a('calling'), on, at, answer).entry).toMatchObject({
      before: { on: false },
      after: { on: true, periodDays: 365 },
      ...answer,
    })
  })

  it('logs as the flag before what was read just before the call, not what was shown when it was asked', () => {
    const before = aKey({ rotation: { on: true, periodDays: 180 } })
    const marked = as(mark(a('executing'), before, 'account-1', at).to, 'calling')
    expect(succeed(marked, on, at).entry).toMatchObject({ before: { on: true, periodDays: 180 } })
  })
})

describe('fail', () => {
  it('says what was wrong, and when the call was made', () => {
    const { to, entry } = fail(a('calling'), REJECTED, at)
    expect(to).toMatchObject({ fault: REJECTED, calledAt: a('calling').calledAt })
    expect(entry).toMatchObject({ fault: REJECTED })
  })
})
