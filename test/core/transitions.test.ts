import { describe, expect, it } from 'vitest'
import { Entry } from '../../src/core/entry.ts'
import { isOpen, Request } from '../../src/core/request.ts'
import {
  approveByPolicy,
  ask,
  cancel,
  claim,
  expire,
  fail,
  lose,
  mark,
  readAgain,
  release,
  sendOnceMore,
  succeed,
  supersede,
  type Transition,
} from '../../src/core/transitions.ts'
import { a, aKey, anAsking, as, HUNG_UP, later, ON, REJECTED, T0, UNREACHABLE } from '../builders.ts'

const at = later(300)
const on = aKey({ rotation: ON })
const waiting = { fault: UNREACHABLE, until: later(305).getTime() }
const released = as(release(a('executing'), later(40), waiting).to, 'approved')
const changes = [{ field: 'state', before: 'Enabled', after: 'Disabled' }]
const answer = { status: 200, ciphertrustRequest: 'req-1' }

const steps: [string, Transition, Request['state'], Entry['kind']][] = [
  ['ask', ask(anAsking(), at), 'requested', 'asked'],
  ['approveByPolicy', approveByPolicy(a('requested'), at), 'approved', 'approved'],
  ['claim', claim(a('approved'), 'bot-1', at), 'executing', 'claimed'],
  ['claim after a release', claim(released, 'bot-1', at), 'executing', 'claimed'],
  ['release', release(a('executing'), at), 'approved', 'released'],
  ['release with a pause', release(a('executing'), at, waiting), 'approved', 'released'],
  ['mark', mark(a('executing'), aKey(), 'account-1', at), 'calling', 'calling'],
  ['sendOnceMore', sendOnceMore(a('calling'), UNREACHABLE, at), 'executing', 'not_sent'],
  ['succeed from executing', succeed(a('executing'), on, at), 'succeeded', 'succeeded'],
  ['succeed from calling', succeed(a('calling'), on, at, answer), 'succeeded', 'succeeded'],
  ['succeed from unconfirmed', succeed(a('unconfirmed'), on, at), 'succeeded', 'succeeded'],
  ['fail from calling', fail(a('calling'), REJECTED, at), 'failed', 'failed'],
  ['fail from unconfirmed', fail(a('unconfirmed'), HUNG_UP, at), 'failed', 'failed'],
  ['lose', lose(a('calling'), HUNG_UP, at), 'unconfirmed', 'unconfirmed'],
  ['readAgain that read', readAgain(a('unconfirmed'), { key: aKey() }, at), 'unconfirmed', 'read_again'],
  ['readAgain that failed', readAgain(a('unconfirmed'), { fault: HUNG_UP }, at), 'unconfirmed', 'read_again'],
  ['supersede from requested', supersede(a('requested'), changes, at), 'superseded', 'superseded'],
  ['supersede from executing', supersede(a('executing'), changes, at), 'superseded', 'superseded'],
  ['cancel from requested', cancel(a('requested'), 'disabled', at), 'cancelled', 'cancelled'],
  ['cancel from approved', cancel(released, 'channel_unusable', at), 'cancelled', 'cancelled'],
  ['cancel from executing', cancel(a('executing'), 'key_not_found', at), 'cancelled', 'cancelled'],
  ['expire from requested', expire(a('requested'), at), 'expired', 'expired'],
  ['expire from approved', expire(a('approved'), at), 'expired', 'expired'],
  ['expire after a fault', expire(released, at), 'expired', 'expired'],
]

const ASKED =
  'askedAt askedIn channel expiresAt id inputId key operation reason requester rule snapshotHash state version'
const LEFT: Partial<Record<Request['state'], string>> = {
  succeeded: 'after calledAt endedAt how',
  failed: 'calledAt endedAt fault',
  superseded: 'changes endedAt',
  cancelled: 'endedAt why',
  expired: 'endedAt fault',
}

describe.each(steps)('%s', (_, { from, to, entry }, state, kind) => {
  it(`reaches ${state} with the entry ${kind}`, () => {
    expect([to.state, entry.kind]).toEqual([state, kind])
  })

  it('makes the version grow by one', () => {
    expect(to.version).toBe((from?.version ?? 0) + 1)
  })

  it('makes a request that its own definition reads back', () => {
    expect(Request.parse(JSON.parse(JSON.stringify(to)))).toEqual(to)
  })

  it('makes an entry that its own definition reads back', () => {
    expect(Entry.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry)
  })

  it('says when, and of which request', () => {
    expect(entry).toMatchObject({ v: 1, at: '2026-03-02T09:05:00.000Z', request: to.id })
  })

  it('keeps what was asked', () => {
    const { id, key, operation, requester, reason, inputId, askedIn, channel, snapshotHash, rule } = to
    const kept = { id, key, operation, requester, reason, inputId, askedIn, channel, snapshotHash, rule }
    expect(kept).toEqual(anAsking())
  })

  it('keeps nothing of an ended request that only its open state needed', () => {
    const allowed = isOpen(to) ? Object.keys(to) : `${ASKED} ${LEFT[state]}`.split(' ')
    expect(Object.keys(to).filter((field) => !allowed.includes(field))).toEqual([])
  })
})

describe('ask', () => {
  it('gives a request 8 hours', () => {
    expect(ask(anAsking(), T0).to).toMatchObject({
      askedAt: T0.getTime(),
      expiresAt: later(8 * 3_600).getTime(),
    })
  })

  it('keeps the words of the reason out of the audit log', () => {
    expect(JSON.stringify(ask(anAsking({ reason: 'because Ann says so' }), T0).entry)).not.toContain('Ann')
  })
})

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
    expect(released).toMatchObject({ tries: 1, waiting })
  })
})

describe('mark', () => {
  it('keeps the key as it was just before the call, and when that was', () => {
    const before = aKey({ syncedAt: '2026-03-02T09:04:00Z' })
    expect(mark(a('executing'), before, 'account-1', at).to).toMatchObject({ before, calledAt: at.getTime() })
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
})

describe('expire', () => {
  it('says what it had waited for', () => {
    expect(as(expire(released, at).to, 'expired').fault).toEqual(UNREACHABLE)
  })
})

describe('readAgain', () => {
  it('reads further and further apart: every minute, and every 10 minutes from the 20th read on', () => {
    const seconds: number[] = []
    let request = as(lose(a('calling'), HUNG_UP, at).to, 'unconfirmed')
    while (seconds.length < 22) {
      seconds.push((request.nextReadAt - at.getTime()) / 1_000)
      request = as(readAgain(request, { key: aKey() }, at).to, 'unconfirmed')
    }
    expect(seconds).toEqual([1, 2, 4, 8, 15, 30, ...Array.from({ length: 14 }, () => 60), 600, 600])
  })
})
