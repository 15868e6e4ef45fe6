import { describe, expect, it } from 'vitest'
import type { Asking } from '../../../src/core/asking.ts'
import type { Request } from '../../../src/core/request.ts'
import { card } from '../../../src/slack/views/card.ts'
import { directMessage, line, outcome } from '../../../src/slack/views/line.ts'
import { toWish, toWishFor, wishFor, wishOf } from '../../../src/slack/views/wish.ts'
import { ANN, a, aKey, anInputId, aRequestId, later, ON, SAM, twoPersons, waiting } from '../../builders.ts'
import { words } from './read-blocks.ts'

const on = aKey({ rotation: ON })
const START: Partial<Asking> = { periodDays: 180 }
const CHANGE: Partial<Asking> = { periodDays: 180, key: on }
const STOP: Partial<Asking> = { operation: 'disable-auto-rotation', key: on }
const about = { v: 1, at: '2026-03-02T09:00:00.000Z', request: aRequestId(1) } as const

const draw = (request: Request) => card({ request, newest: null, replaces: false }, { policy: twoPersons })

describe('what is asked for', () => {
  it.each<[Partial<Asking>, string]>([
    [{}, 'Switch on automatic rotation'],
    [START, 'Switch on automatic rotation, every 180 days'],
    [CHANGE, 'Change the period of automatic rotation to 180 days'],
    [STOP, 'Switch off automatic rotation'],
  ])('is said on the card and within sentences: %#', (changes, wish) => {
    const request = waiting(changes)
    expect(wishOf(request)).toBe(wish)
    expect(toWish(request)).toBe(`to ${wish.toLowerCase()}`)
    expect(draw(request).blocks[0]).toMatchObject({ text: { text: `${wish}: alias/payments` } })
  })

  it('reads well before the name of a key', () => {
    expect(wishFor(waiting())).toBe('Switch on automatic rotation for ')
    expect(wishFor(waiting(START))).toBe('Switch on automatic rotation, every 180 days, for ')
    expect(toWishFor(waiting(START))).toBe('to switch on automatic rotation, every 180 days, for ')
    expect(draw(waiting(START)).text).toContain('rotation, every 180 days, for alias/payments, asked by')
  })
})

describe('what it means', () => {
  const meaning = (changes: Partial<Asking>) => words(draw(waiting(changes)), 'meaning')

  it('is that the first rotation comes after the period that is asked for', () => {
    expect(meaning(START)).toContain(
      `First rotation about [${later(180 * 86_400).toISOString()}], every 180 days. AWS`,
    )
    expect(meaning(START)).not.toContain('default')
  })

  it('is that a changed period counts anew', () => {
    expect(meaning(CHANGE)).toContain('the new period counts from the call')
    expect(meaning(CHANGE)).toContain(
      `Next rotation about [${later(180 * 86_400).toISOString()}], every 180 days.`,
    )
    expect(meaning(CHANGE)).not.toContain('Switching it on')
  })

  it('is that nothing rotates any more, and data stays readable', () => {
    expect(meaning(STOP)).toContain('AWS stops making new key material')
    expect(meaning(STOP)).toContain('until it is switched on again')
  })

  it('has the date that CipherTrust reports once it was done', () => {
    const after = aKey({ rotation: { on: true, periodDays: 180, nextDate: '2026-08-29T00:00:00Z' } })
    expect(words(draw({ ...a('succeeded', START), after }), 'meaning')).toContain(
      'First rotation on [2026-08-29T00:00:00.000Z], every 180 days.',
    )
  })
})

describe('the flag of a key whose period is to change', () => {
  const flag = (request: Request) => words(draw(request), 'rotation')

  it('is the one that was read, until another was', () => {
    expect(flag(waiting(CHANGE))).toBe('Automatic rotation: on, every 365 days')
    const after = aKey({ rotation: { on: true, periodDays: 180 } })
    expect(flag({ ...a('succeeded', CHANGE), after })).toBe(
      'Automatic rotation when this was done: on, every 180 days',
    )
  })

  it('is what somebody saw who says that it is as asked', () => {
    const after = aKey({ rotation: { on: true, periodDays: 180 } })
    const said = { settledBy: SAM, how: 'settled', input: anInputId(4) } as const
    expect(flag({ ...a('succeeded', CHANGE), ...said, after })).toBe(
      `Automatic rotation: on, every 180 days (says [${SAM}]; not read by the bot)`,
    )
  })

  it('is not what somebody saw who only says that it is not as asked', () => {
    const said = { settledBy: SAM, input: anInputId(4) }
    expect(flag({ ...a('failed', CHANGE), ...said })).toBe(
      `Automatic rotation: on, every 365 days before the call; not as asked now, says [${SAM}]`,
    )
  })
})

describe('the outcome', () => {
  const succeeded = {
    ...({ ...about, kind: 'succeeded', how: 'called' } as const),
    ...{ before: { on: true, periodDays: 365 }, after: { on: true, periodDays: 180 } },
  } as const
  const done = (changes: Partial<Asking>) => a('succeeded', changes)
  const chained = { seq: 3, hash: 'a'.repeat(64), entry: succeeded }

  it('of a changed period has both periods', () => {
    expect(words(line(done(CHANGE), chained, twoPersons), 'line')).toBe(
      'Done. Automatic rotation was on, every 365 days, and is now on, every 180 days.',
    )
    expect(words(directMessage(done(CHANGE), chained, null), 'outcome')).toMatch(
      /^Your request R-\w{8} to change the period of automatic rotation to 180 days for alias\/payments:\n/,
    )
  })

  it('reads in another channel as what was asked for', () => {
    const said = (changes: Partial<Asking>) =>
      words(outcome(done(changes), chained, { permalink: null, here: false }), 'outcome')
    const end = `alias/payments, asked by [${ANN}]. `
    expect(said(CHANGE)).toBe(
      `R-11111111, done: Change the period of automatic rotation to 180 days for ${end}`,
    )
    expect(said(START)).toBe(`R-11111111, done: Switch on automatic rotation, every 180 days, for ${end}`)
    expect(said(STOP)).toBe(`R-11111111, done: Switch off automatic rotation for ${end}`)
  })
})
