import { describe, expect, it } from 'vitest'
import type { Request, State } from '../../../src/core/request.ts'
import type { View } from '../../../src/slack/views/blocks.ts'
import { type CardOptions, card, type Drawn, witness } from '../../../src/slack/views/card.ts'
import { ANN, a, aKey, approvedBySam, aRequestId, OFF, ON, SAM, twoPersons, waiting } from '../../builders.ts'
import { everyRequest, ORDINARY } from './every-request.ts'
import { ids, values, words } from './read-blocks.ts'

const HASH = 'abcdef0123456789'.repeat(4)
const newest = {
  seq: 12,
  hash: HASH,
  entry: { v: 1, at: '2026-03-02T09:00:00.000Z', kind: 'stopped' },
} as const

function one(state: State): Request {
  const found = everyRequest(ORDINARY).find((request) => request.state === state)
  if (!found) throw new Error(`there is no ${state} request`)
  return found
}

function draw(request: Request, more: Partial<Drawn> & Partial<CardOptions> = {}): View {
  const { newest = null, replaces = false, ...options } = more
  return card({ request, newest, replaces }, { policy: twoPersons, ...options })
}

function flagOn(request: Request): string {
  return words(draw(request), 'rotation')
}

const ORDER = ['header', 'standing', 'rotation', 'asked', 'key', 'meaning']
describe('card', () => {
  it.each(everyRequest(ORDINARY).map((request) => [request.state, request] as const))(
    'has the same blocks in the same order when %s, but for what it asks',
    (_, request) => {
      const asking = ['decide', 'question', 'settle', 'again']
      const others = ids(draw(request, { newest })).filter((id) => !asking.includes(id))
      expect(others).toEqual([...ORDER, 'foot'])
    },
  )

  it.each([
    ['decide', waiting()],
    ['again', one('failed')],
    ['again', one('expired')],
  ])('asks just above its foot: %s', (asks, request) => {
    expect(ids(draw(request, { newest, replaces: true }))).toEqual([...ORDER, asks, 'replaces', 'foot'])
  })

  it('is the same when the same request is drawn again', () => {
    expect(draw(one('unconfirmed'), { newest })).toEqual(draw(one('unconfirmed'), { newest }))
  })

  it('says who asked and why', () => {
    const view = draw(one('requested'))
    expect(words(view, 'asked')).toContain(`[${ANN}]`)
    expect(values(view, 'asked')).toEqual(['CHG-4711'])
  })

  it('leaves the reason out when there is none', () => {
    const { reason: _, ...request } = a('requested')
    expect(values(draw(request), 'asked')).toEqual([])
  })

  it('names the request before it, where there was one', () => {
    expect(words(draw(waiting()), 'asked')).not.toContain('Earlier request')
    expect(words(draw({ ...waiting(), follows: aRequestId(9) }), 'asked')).toContain(
      `Earlier request: ${aRequestId(9)}`,
    )
  })

  it('has the request, the installation and the newest line at its foot', () => {
    const request = one('requested')
    expect(words(draw(request, { newest, instance: 'prod' }), 'foot')).toBe(
      `${request.id} · prod · audit log #12 · ${HASH.slice(0, 32)}`,
    )
    expect(words(draw(request), 'foot')).toBe(request.id)
  })

  it('says of nobody that they approved what no approval was asked for', () => {
    expect(words(draw(a('approved')), 'standing')).toMatch(/^No approval needed\. The call/)
    const { rule, approvals } = approvedBySam().to
    expect(words(draw({ ...a('approved'), rule, approvals }), 'standing')).toMatch(/^Approved\. The call/)
  })

  it('tells the states of one request apart in its text', () => {
    const titles = everyRequest(ORDINARY).map((request) => draw(request).text.split('.')[0])
    // executing and calling are one state to people, and no approval is another title than one that was given.
    expect(new Set(titles).size).toBe(12)
  })
})

describe('the key on the card', () => {
  it('is the one read back once it is done, with its last change', () => {
    const after = aKey({ rotation: ON, updatedAt: '2026-03-02T09:01:00Z' })
    expect(words(draw({ ...a('succeeded'), after }), 'key')).toContain(
      'Last change in CipherTrust: [2026-03-02T09:01:00.000Z]',
    )
  })

  it('is said to be that of the asking where the bot closed the request', () => {
    for (const state of ['superseded', 'cancelled'] as const)
      expect(words(draw(one(state)), 'key')).toMatch(/^The key as it was when this was asked\n/)
    expect(words(draw(one('denied')), 'key')).toMatch(/^Alias/)
  })
})

describe('the flag on the card', () => {
  it.each<State>([
    'requested',
    'approved',
    'executing',
    'calling',
    'unconfirmed',
    'failed',
    'denied',
    'expired',
    'withdrawn',
  ])('is off when the request to switch it on is %s', (state) => {
    expect(flagOn(one(state))).toBe('Automatic rotation: off')
  })

  it.each<State>(['superseded', 'cancelled'])('is said to be that of the asking when %s', (state) => {
    expect(flagOn(one(state))).toBe('Automatic rotation: off when this was asked')
  })

  it('is on, with its period, once it was read back', () => {
    expect(flagOn(one('succeeded'))).toMatch(/: on, every 365 days/)
  })

  it.each(['called', 'already_so', 'read_later'] as const)(
    'is the one read back when %s, not the one hoped for',
    (how) => {
      const request = { ...a('succeeded'), how, after: aKey({ rotation: OFF }) }
      expect(flagOn(request)).toBe('Automatic rotation: off')
    },
  )

  it.each<[Request, string]>([
    [{ ...a('succeeded'), how: 'settled', after: aKey({ rotation: { on: true } }), settledBy: SAM }, 'on'],
    [{ ...a('failed'), settledBy: SAM }, 'off'],
  ])('says who said so where the bot did not read it: %#', (request, said) => {
    expect(flagOn(request)).toBe(`Automatic rotation: ${said} (says [${SAM}]; not read by the bot)`)
  })

  it.each(['calling', 'unconfirmed'] as const)('is the one read just before the call when %s', (state) => {
    const request = { ...a(state), before: aKey({ rotation: { on: true, periodDays: 90 } }) }
    expect(flagOn(request)).toBe('Automatic rotation: on, every 90 days')
  })

  it.each(['requested', 'approved', 'executing'] as const)(
    'stays on while a request to switch it off is %s',
    (state) => {
      const request = {
        ...a(state, { key: aKey({ rotation: ON }) }),
        operation: 'disable-auto-rotation',
      } as const
      expect(flagOn(request)).toMatch(/: on/)
    },
  )
})

describe('the first rotation', () => {
  const meaning = (request: Request) => words(draw(request), 'meaning')

  it('is the date that CipherTrust reports', () => {
    const after = aKey({ rotation: { ...ON, nextDate: '2026-09-01T00:00:00Z' } })
    expect(meaning({ ...a('succeeded'), after })).toContain('[2026-09-01T00:00:00.000Z]')
  })

  it.each([undefined, '', 'soon', '0001-01-01T00:00:00Z'])(
    'is about a year after the call when %j is reported',
    (nextDate) => {
      const after = aKey({ rotation: { ...ON, ...(nextDate === undefined ? {} : { nextDate }) } })
      expect(meaning({ ...a('succeeded'), after })).toContain('[2027-03-02T09:01:00.000Z]')
    },
  )

  it('is about a year after the asking before there was a call', () => {
    expect(meaning(a('requested'))).toContain('[2027-03-02T09:00:00.000Z]')
  })

  it.each<[State, boolean]>([
    ['requested', true],
    ['approved', true],
    ['executing', true],
    ['calling', true],
    ['succeeded', true],
    ['unconfirmed', false],
    ['failed', false],
    ['denied', false],
    ['expired', false],
    ['withdrawn', false],
    ['superseded', false],
    ['cancelled', false],
  ])('is spoken of only while it can come true: %s, %s', (state, spoken) => {
    expect(/First rotation.*AWS charges/.test(meaning(one(state)))).toBe(spoken)
  })

  it('is not spoken of when rotation is to be switched off', () => {
    expect(meaning(a('requested', { operation: 'disable-auto-rotation' }))).not.toContain('[')
  })
})

describe('witness', () => {
  it("is the entry's place and half its hash", () => {
    expect(witness(newest)).toBe(`audit log #12 · ${HASH.slice(0, 32)}`)
  })
})
