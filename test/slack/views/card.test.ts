import { describe, expect, it } from 'vitest'
import { isOpen, type Request, type State } from '../../../src/core/request.ts'
import type { View } from '../../../src/slack/views/blocks.ts'
import { type CardOptions, card, type Drawn, witness } from '../../../src/slack/views/card.ts'
import { titleOf } from '../../../src/slack/views/state.ts'
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

const ORDER = ['header', 'standing', 'rotation', 'asked', 'key']
const states = everyRequest(ORDINARY).map((request) => [request.state, request] as const)

describe('card', () => {
  it.each(states)(
    'has the same blocks in the same order when %s, but for what it asks and means',
    (_, request) => {
      const asking = ['decide', 'question', 'settle', 'again']
      const others = ids(draw(request, { newest })).filter((id) => !asking.includes(id))
      const means = isOpen(request) || request.state === 'succeeded' ? ['meaning'] : []
      expect(others).toEqual([...ORDER, ...means, 'foot'])
    },
  )

  it.each(states.filter(([, request]) => !isOpen(request)))(
    'says when it ended, and nothing that may have changed since, when %s',
    (_, request) => {
      const view = draw(request)
      const end = 'endedAt' in request ? new Date(request.endedAt).toISOString() : 'never'
      expect(words(view, 'standing')).toContain(`${titleOf(request)} [${end}]. `)
      expect(words(view, 'key')).toMatch(/^Alias: .*\nARN: .*\nAccount: .*\nOpen in the AWS console/)
      expect(view.text).not.toMatch(
        /Last change|Tags:|State:|AWS charges|rotates nothing now|in a few minutes/,
      )
      expect(words(view, 'rotation')).toMatch(/ when this was (?:asked|done): |says (?:\[|os:kim)/)
    },
  )

  it.each([
    ['decide', waiting(), ['meaning']],
    ['again', one('failed'), []],
    ['again', one('expired'), []],
  ])('asks just above its foot: %s', (asks, request, means) => {
    const order = [...ORDER, ...means, asks, 'replaces', 'foot']
    expect(ids(draw(request, { newest, replaces: true }))).toEqual(order)
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
  it('has its state, its tags and its last change as long as somebody may decide', () => {
    const key = aKey({ updatedAt: '2026-03-02T08:01:00Z' })
    expect(words(draw(waiting({ key })), 'key')).toMatch(
      /State: Enabled.*\nTags: env=prod\nLast change in CipherTrust: \[2026-03-02T08:01:00.000Z\]/,
    )
  })

  it('goes by the names that were read back once it is done', () => {
    const after = aKey({ rotation: ON, aliases: ['alias/renamed'] })
    expect(values(draw({ ...a('succeeded'), after }), 'key')).toContain('alias/renamed')
  })
})

describe('the flag on the card', () => {
  it.each<State>(['requested', 'approved', 'executing', 'calling', 'unconfirmed'])(
    'is off when the request to switch it on is %s',
    (state) => {
      expect(flagOn(one(state))).toBe('Automatic rotation: off')
    },
  )

  it.each<State>(['failed', 'denied', 'expired', 'withdrawn', 'superseded', 'cancelled'])(
    'is said to be that of the asking when %s',
    (state) => {
      expect(flagOn(one(state))).toBe('Automatic rotation when this was asked: off')
    },
  )

  it('is on, with its period, once it was read back, and says when that was', () => {
    const after = aKey({ rotation: { ...ON, nextDate: '2026-09-01T00:00:00Z' } })
    expect(flagOn({ ...a('succeeded'), after })).toBe(
      'Automatic rotation when this was done: on, every 365 days',
    )
  })

  it.each(['called', 'already_so', 'read_later'] as const)(
    'is the one read back when %s, not the one hoped for',
    (how) => {
      const request = { ...a('succeeded'), how, after: aKey({ rotation: OFF }) }
      expect(flagOn(request)).toBe('Automatic rotation when this was done: off')
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
    ['unconfirmed', false],
  ])('is spoken of only while it can come true: %s, %s', (state, spoken) => {
    expect(/First rotation.*AWS charges/.test(meaning(one(state)))).toBe(spoken)
  })

  it('is all that is said of what was done, with what stays as it is', () => {
    expect(meaning(a('succeeded'))).toBe(
      'First rotation about [2027-03-02T09:01:00.000Z] (AWS’s default is a year).\nAWS rotates on its own schedule. Old data stays readable; the ARN and alias stay.',
    )
  })

  it('is not guessed at where the key was found so already', () => {
    const request = { ...a('succeeded'), how: 'already_so' as const }
    expect(meaning(request)).toMatch(/^AWS rotates on its own schedule/)
    const after = aKey({ rotation: { ...ON, nextDate: '2026-09-01T00:00:00Z' } })
    expect(meaning({ ...request, after })).toMatch(/^Next rotation on \[2026-09-01/)
  })

  it('is none once rotation was switched off', () => {
    const request = { ...a('succeeded'), operation: 'disable-auto-rotation' } as const
    expect(meaning(request)).toMatch(/^AWS makes no new key material.*until rotation is switched on again/)
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
