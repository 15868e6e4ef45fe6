import { describe, expect, it } from 'vitest'
import { nextStep } from '../../src/core/next-step.ts'
import { claim, release, UNUSED_FOR } from '../../src/core/transitions.ts'
import { a, as, later, T0, UNREACHABLE } from '../builders.ts'

const posted = { cardPosted: true }
const unposted = { cardPosted: false }
const stale = T0.getTime() + UNUSED_FOR

function waitingUntil(seconds: number) {
  const claimed = claim(a('approved'), 'bot-1', later(1)).to
  const waiting = { fault: UNREACHABLE, until: later(seconds).getTime() }
  return as(release(claimed, later(2), waiting).to, 'approved')
}

describe('nextStep', () => {
  it.each([
    ['carries out an approved request', a('approved'), posted, 0, 'execute'],
    [
      'carries out an approved request that has nothing to wait for any more',
      waitingUntil(60),
      posted,
      60,
      'execute',
    ],
    ['gives back a claim it finds', a('executing'), posted, 30, 'release'],
    ['gives back a claim however old the approval', a('executing'), posted, 3_600, 'release'],
    ['never calls again where a call may have been made', a('calling'), posted, 60, 'lose'],
    ['reads when the next read is due', a('unconfirmed'), posted, 62, 'read'],
    ['reads although the card is not there', a('unconfirmed'), unposted, 62, 'read'],
    ['lets an approval expire that nobody used for 15 minutes', a('approved'), posted, 900, 'expire'],
    ['lets an approval expire whose card never came', a('approved'), unposted, 900, 'expire'],
    ['lets a request expire that nobody decided', a('requested'), posted, 8 * 3_600, 'expire'],
    ['leaves a request that succeeded', a('succeeded'), posted, 0, 'nothing'],
    ['leaves a request that failed', a('failed'), posted, 99_999, 'nothing'],
  ] as const)('%s', (_, request, facts, seconds, expected) => {
    expect(nextStep(request, facts, later(seconds)).do).toBe(expected)
  })

  it.each([
    ['a decision, until the request expires', a('requested'), posted, 0, a('requested').expiresAt],
    ['the card, until the approval is stale', a('approved'), unposted, 899, stale],
    ['the pause after a fault', waitingUntil(60), posted, 59, later(60).getTime()],
    ['the approval to go stale before the pause ends', waitingUntil(3_600), posted, 59, stale],
    ['the card after a fault too', waitingUntil(60), unposted, 61, stale],
    ['the next read', a('unconfirmed'), posted, 61, later(62).getTime()],
  ] as const)('waits for %s', (_, request, facts, seconds, until) => {
    expect(nextStep(request, facts, later(seconds))).toEqual({ do: 'wait', until })
  })
})
