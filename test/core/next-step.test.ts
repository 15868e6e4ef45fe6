import { describe, expect, it } from 'vitest'
import { claim, release } from '../../src/core/calling.ts'
import { UNUSED_FOR } from '../../src/core/closing.ts'
import { nextStep } from '../../src/core/next-step.ts'
import { remind } from '../../src/core/reminding.ts'
import { askAPerson } from '../../src/core/settling.ts'
import { a, approvedBySam, as, KIM, later, ONE_APPROVAL, T0, UNREACHABLE, waiting } from '../builders.ts'

const posted = { cardPosted: true }
const unposted = { cardPosted: false }
const stale = T0.getTime() + UNUSED_FOR

function waitingUntil(seconds: number) {
  const claimed = claim(a('approved'), 'bot-1', later(1)).to
  const waiting = { fault: UNREACHABLE, until: later(seconds).getTime() }
  return as(release(claimed, later(2), waiting).to, 'approved')
}

/** One that expires after eight hours, with a reminder so many seconds before that. */
const reminding = (seconds: number) => waiting({ rule: { ...ONE_APPROVAL, remind: seconds * 1_000 } })

describe('nextStep', () => {
  const paused = waitingUntil(60)
  const agreed = as(approvedBySam().to, 'approved')
  const asked = askAPerson({ ...a('unconfirmed'), reads: 20 }, UNREACHABLE, later(100)).to

  it.each([
    ['carries out an approved request', a('approved'), 0, 'execute'],
    ['carries out an approved request once its pause is over', paused, 60, 'execute'],
    ['carries out one whose pause would be longer than any: the clock was set back', paused, -1, 'execute'],
    [
      'reads when the next read is further off than any pause: the clock was set back',
      a('unconfirmed'),
      -3_600,
      'read',
    ],
    ['reads then too once a person was asked', asked, -1, 'read'],
    ['gives back a claim it finds', a('executing'), 30, 'release'],
    ['gives back a claim however old the approval', a('executing'), 3_600, 'release'],
    ['never calls again where a call may have been made', a('calling'), 60, 'lose'],
    ['reads when the next read is due', a('unconfirmed'), 62, 'read'],
    ['lets an approval expire that nobody used for 15 minutes', a('approved'), 900, 'expire'],
    ['lets a request expire that nobody decided', waiting(), 8 * 3_600, 'expire'],
    ['counts the 15 minutes from the approval', agreed, 900, 'execute'],
    ['lets the approval of a person expire too', agreed, 20 + 900, 'expire'],
    ['reads on, far apart, once a person was asked', asked, 3_700, 'read'],
    ['leaves a request that succeeded', a('succeeded'), 0, 'nothing'],
    ['leaves a request that failed', a('failed'), 99_999, 'nothing'],
  ] as const)('%s', (_, request, seconds, expected) => {
    expect(nextStep(request, posted, later(seconds)).do).toBe(expected)
  })

  it.each([
    ['a decision, until the request expires', waiting(), 8 * 3_600 - 0.001, waiting().expiresAt],
    ['the hourly read, or for a person', asked, 3_699, later(3_700).getTime()],
    ['the pause after a fault', paused, 59, later(60).getTime()],
    ['the approval to go stale before the pause ends', waitingUntil(930), 890, stale],
    ['the next read', a('unconfirmed'), 61, later(62).getTime()],
  ] as const)('waits for %s', (_, request, seconds, until) => {
    expect(nextStep(request, posted, later(seconds))).toEqual({ do: 'wait', until })
  })

  it.each([
    ['carries nothing out', a('approved'), 0, { do: 'wait', until: stale }],
    ['carries nothing out after a fault either', paused, 61, { do: 'wait', until: stale }],
    ['lets the approval expire', a('approved'), 900, { do: 'expire', request: a('approved') }],
    ['lets a request expire', waiting(), 8 * 3_600, { do: 'expire', request: waiting() }],
    ['reads what became of a call', a('unconfirmed'), 62, { do: 'read', request: a('unconfirmed') }],
  ] as const)('%s while the card is not there', (_, request, seconds, expected) => {
    expect(nextStep(request, unposted, later(seconds))).toEqual(expected)
  })
})

describe('nextStep, with a reminder half an hour before the end,', () => {
  const END = 8 * 3_600
  const DUE = END - 1_800
  const request = reminding(1_800)
  const reminded = as(remind(request, [KIM], later(DUE)).to, 'requested')

  it.each([
    ['waits for it', request, DUE - 0.001, { do: 'wait', until: later(DUE).getTime() }],
    ['reminds when it is due', request, DUE, { do: 'remind', request }],
    ['reminds late when the bot was away', request, END - 0.001, { do: 'remind', request }],
    ['never reminds of what is over', request, END, { do: 'expire', request }],
    ['reminds once', reminded, DUE, { do: 'wait', until: later(END).getTime() }],
    ['expires after it', reminded, END, { do: 'expire', request: reminded }],
  ] as const)('%s', (_, now, seconds, expected) => {
    for (const facts of [posted, unposted]) expect(nextStep(now, facts, later(seconds))).toEqual(expected)
  })

  it('waits no longer than for the end, where the reminder would come after it', () => {
    const after = { ...request, remindAt: later(END + 60).getTime() }
    expect(nextStep(after, posted, later(0))).toEqual({ do: 'wait', until: later(END).getTime() })
    expect(nextStep(after, posted, later(END))).toEqual({ do: 'expire', request: after })
  })

  it('reminds nobody of what is approved', () => {
    const agreed = { ...as(approvedBySam().to, 'approved'), remindAt: later(30).getTime() }
    expect(nextStep(agreed, posted, later(31)).do).toBe('execute')
  })
})
