import { describe, expect, it } from 'vitest'
import { withdraw } from '../../src/core/deciding.ts'
import { type Told, tellingsOf, wakeUpsOf } from '../../src/core/derived.ts'
import type { RequestEntry } from '../../src/core/entry.ts'
import { ChannelId } from '../../src/core/ids.ts'
import { ANN, AUDIT, anActor, anInputId, approvedBySam, as, BOB, later, ruled } from '../builders.ts'
import { everyStep } from './every-step.ts'

const ELSEWHERE = ChannelId.parse('C0ONCALL')
const PAYMENTS = ChannelId.parse('C0PAYMENTS')
const DIRECT = ChannelId.parse('D0ANN')
/** One step of each kind; of approvals, a person's. */
const byKind = new Map(everyStep.map(([, step]) => [step.entry.kind, step]))

function told(kind: RequestEntry['kind'], askedIn: ChannelId) {
  const step = byKind.get(kind)
  return step && names(tellingsOf({ ...step, to: { ...step.to, askedIn } }))
}

function names(tellings: readonly Told[]): readonly string[] {
  return tellings.map(({ telling }) => telling)
}

describe('tellingsOf', () => {
  it.each<[RequestEntry['kind'], string[]]>([
    ['asked', ['line']],
    ['approved', ['line']],
    ['reminded', ['line']],
    ['claimed', []],
    ['released', []],
    ['calling', []],
    ['not_sent', []],
    ['unconfirmed', ['line']],
    ['read_again', []],
    ['person_asked', ['line']],
  ])('owes for %s, which is no end: %j', (kind, tellings) => {
    expect(told(kind, ELSEWHERE)).toEqual(tellings)
  })

  it.each<RequestEntry['kind']>([
    ...(['succeeded', 'failed', 'superseded', 'cancelled', 'expired', 'denied'] as const),
  ])('owes for %s a line, the requester a message, and the outcome where it was typed', (kind) => {
    expect([told(kind, ELSEWHERE), told(kind, AUDIT), told(kind, DIRECT)]).toEqual([
      ['line', 'dm', 'outcome'],
      ['line', 'dm'],
      ['line', 'dm'],
    ])
  })

  it('owes a reminder a line in the thread, and nobody else a message', () => {
    const step = byKind.get('reminded')
    const to = step && { ...step.to, notify: [PAYMENTS] }
    expect(step && to && tellingsOf({ ...step, to })).toEqual([{ telling: 'line' }])
  })

  it('knows every kind', () => {
    expect(byKind.size).toBe(17)
  })

  it.each([
    ['its requester, who knows', ANN, ['line', 'outcome']],
    ['an admin', BOB, ['line', 'dm', 'outcome']],
  ])('writes to the requester of a withdrawal unless it was theirs: by %s', (_, person, tellings) => {
    const approved = as(approvedBySam().to, 'approved')
    const actor = anActor(person, { admins: BOB })
    const step = ruled(withdraw(approved, { input: anInputId(3) }, actor, later(60)))
    expect(names(tellingsOf(step))).toEqual(tellings)
  })

  it('says nothing of an approval by the policy: the line before it said so', () => {
    const byPolicy = everyStep.find(([name]) => name === 'approveByPolicy')?.[1]
    expect(byPolicy && tellingsOf(byPolicy)).toEqual([])
  })
})

describe('tellingsOf, an outcome,', () => {
  it.each<[string, ChannelId, readonly ChannelId[], readonly ChannelId[]]>([
    ['goes where it was typed, and to those that are notified', ELSEWHERE, [PAYMENTS], [ELSEWHERE, PAYMENTS]],
    ['goes to each of them, in their order', AUDIT, [PAYMENTS, ELSEWHERE], [PAYMENTS, ELSEWHERE]],
    [
      'goes once to where it was typed and is notified too',
      PAYMENTS,
      [ELSEWHERE, PAYMENTS],
      [PAYMENTS, ELSEWHERE],
    ],
    ['goes once to what is listed twice', AUDIT, [PAYMENTS, PAYMENTS], [PAYMENTS]],
    ['does not go to the channel of its own card', AUDIT, [AUDIT, PAYMENTS], [PAYMENTS]],
    ['does not go into a direct message', DIRECT, [PAYMENTS], [PAYMENTS]],
    ['goes nowhere where the card says it already', AUDIT, [], []],
  ])('%s', (_, askedIn, notify, channels) => {
    const step = byKind.get('succeeded')
    const told = step && tellingsOf({ ...step, to: { ...step.to, askedIn, notify } })
    expect(told).toEqual([
      ...[{ telling: 'line' }, { telling: 'dm' }],
      ...channels.map((channel) => ({ telling: 'outcome', channel })),
    ])
  })

  it('goes to the channel of the card neither when that is a rule’s own', () => {
    const step = byKind.get('failed')
    const to = step && { ...step.to, channel: PAYMENTS, askedIn: AUDIT, notify: [PAYMENTS] }
    expect(step && to && tellingsOf({ ...step, to }).at(-1)).toEqual({ telling: 'outcome', channel: AUDIT })
  })
})

describe('wakeUpsOf', () => {
  it.each(everyStep)('wakes card and request after %s', (_, step) => {
    expect(wakeUpsOf(step)).toEqual(['card:R-11111111', 'request:R-11111111'])
  })
})
