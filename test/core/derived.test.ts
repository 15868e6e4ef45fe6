import { describe, expect, it } from 'vitest'
import { withdraw } from '../../src/core/deciding.ts'
import { tellingsOf, wakeUpsOf } from '../../src/core/derived.ts'
import type { RequestEntry } from '../../src/core/entry.ts'
import { ChannelId } from '../../src/core/ids.ts'
import { ANN, AUDIT, anActor, anInputId, approvedBySam, as, BOB, later, ruled } from '../builders.ts'
import { everyStep } from './every-step.ts'

const ELSEWHERE = ChannelId.parse('C0ONCALL')
const DIRECT = ChannelId.parse('D0ANN')
/** One step of each kind; of approvals, a person's. */
const byKind = new Map(everyStep.map(([, step]) => [step.entry.kind, step]))

function told(kind: RequestEntry['kind'], askedIn: ChannelId) {
  const step = byKind.get(kind)
  return step && tellingsOf({ ...step, to: { ...step.to, askedIn } })
}

describe('tellingsOf', () => {
  it.each<[RequestEntry['kind'], string[]]>([
    ['asked', ['line']],
    ['approved', ['line']],
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

  it('knows every kind', () => {
    expect(byKind.size).toBe(16)
  })

  it.each([
    ['its requester, who knows', ANN, ['line', 'outcome']],
    ['an admin', BOB, ['line', 'dm', 'outcome']],
  ])('writes to the requester of a withdrawal unless it was theirs: by %s', (_, person, tellings) => {
    const approved = as(approvedBySam().to, 'approved')
    const actor = anActor(person, { admins: BOB })
    const step = ruled(withdraw(approved, { input: anInputId(3) }, actor, later(60)))
    expect(tellingsOf(step)).toEqual(tellings)
  })

  it('says nothing of an approval by the policy: the line before it said so', () => {
    const byPolicy = everyStep.find(([name]) => name === 'approveByPolicy')?.[1]
    expect(byPolicy && tellingsOf(byPolicy)).toEqual([])
  })
})

describe('wakeUpsOf', () => {
  it.each(everyStep)('wakes card and request after %s', (_, step) => {
    expect(wakeUpsOf(step)).toEqual(['card:R-11111111', 'request:R-11111111'])
  })
})
