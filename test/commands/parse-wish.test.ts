import { describe, expect, it } from 'vitest'
import { parseWish } from '../../src/commands/parse-wish.ts'
import type { UsageProblem } from '../../src/core/reply.ts'

const reference = { by: 'alias', alias: 'alias/payments' }

function parse(words: string) {
  const parsed = parseWish(words, { period: true, reason: true })
  return parsed.ok ? { ok: true, ...parsed.what } : parsed
}

describe('parseWish', () => {
  it.each<[string, string | undefined]>([
    ['alias/payments', undefined],
    ['payments', undefined],
    ['alias/payments because CHG-4711', 'CHG-4711'],
    ['alias/payments BECAUSE CHG-4711', 'CHG-4711'],
    ['alias/payments Because: CHG-4711', 'CHG-4711'],
    ['alias/payments because, well, CHG-4711', 'well, CHG-4711'],
    ['alias/payments because it leaked because of us', 'it leaked because of us'],
    ['alias/payments because because', 'because'],
    ['alias/payments\nbecause\none\ntwo', 'one\ntwo'],
    ['  alias/payments \u00a0 because \u00a0 CHG-4711 ', 'CHG-4711'],
    ['“alias/payments” because “CHG-4711”', '“CHG-4711”'],
    ['`alias/payments`, because CHG-4711', 'CHG-4711'],
    ['alias/payments because alias/billing is next', 'alias/billing is next'],
    ['alias/payments because <!channel> *now*', '<!channel> *now*'],
  ])('reads %j with the reason %j', (words, reason) => {
    expect(parse(words)).toEqual({ ok: true, reference, ...(reason === undefined ? {} : { reason }) })
  })

  it.each([
    ['alias/because', 'alias/because'],
    ['because-of-audit', 'alias/because-of-audit'],
    ['because/x because yes', 'alias/because/x'],
    ['alias/notbecause because yes', 'alias/notbecause'],
  ])('takes "because" for a part of the name in %j', (words, alias) => {
    expect(parse(words)).toMatchObject({ ok: true, reference: { by: 'alias', alias } })
  })

  it.each<[string, number, string | undefined]>([
    ['alias/payments every 90 days', 90, undefined],
    ['alias/payments every 2560 days', 2_560, undefined],
    ['alias/payments every 180', 180, undefined],
    ['alias/payments every 180d', 180, undefined],
    ['alias/payments every 180D', 180, undefined],
    ['alias/payments every 180days', 180, undefined],
    ['alias/payments every 180 day', 180, undefined],
    ['alias/payments EVERY 0180 Days', 180, undefined],
    ['alias/payments every 180 days.', 180, undefined],
    ['alias/payments every 180 days, because CHG-4711', 180, 'CHG-4711'],
    ['alias/payments every 365 days because every year is enough', 365, 'every year is enough'],
    ['alias/payments every 365 because days are long', 365, 'days are long'],
  ])('reads the period of %j: %i days', (words, periodDays, reason) => {
    const because = reason === undefined ? {} : { reason }
    expect(parse(words)).toEqual({ ok: true, reference, periodDays, ...because })
  })

  it.each<[string, string, object]>([
    ['every', 'alias/every', {}],
    ['every because yes', 'alias/every', { reason: 'yes' }],
    ['every every 180 days', 'alias/every', { periodDays: 180 }],
    ['alias/every every 180d', 'alias/every', { periodDays: 180 }],
    ['everything', 'alias/everything', {}],
  ])('takes "every" for the name of a key where one must stand: %j', (words, alias, more) => {
    expect(parse(words)).toEqual({ ok: true, reference: { by: 'alias', alias }, ...more })
  })

  it.each<[string, number, string | undefined]>([
    ['every 180 days alias/payments', 180, undefined],
    ['every 180d alias/payments because CHG-4711', 180, 'CHG-4711'],
    ['“every” 180 days, `payments`', 180, undefined],
    ['every 180 alias/payments', 180, undefined],
  ])('takes the period before the key: %j', (words, periodDays, reason) => {
    const because = reason === undefined ? {} : { reason }
    expect(parse(words)).toEqual({ ok: true, reference, periodDays, ...because })
  })

  it('takes "every" in the reason for a part of it', () => {
    expect(parse('alias/payments because every 7 days is too often')).toEqual({
      ...{ ok: true, reference, reason: 'every 7 days is too often' },
    })
  })

  it.each([
    ['89', 'less than AWS takes'],
    ['2561', 'more than AWS takes'],
    ['0', 'none'],
    ['', 'nothing'],
    ['x', 'no number'],
    ['x days', 'no number of days'],
    ['-180', 'less than nothing'],
    ['180.5', 'half a day'],
    ['1e3', 'no plain number'],
    ['180 d d', 'a word too much', 'unknown_word'],
    ['6 months', 'another unit'],
    ['180 weeks', 'another unit', 'unknown_word'],
    ['9999999999 days', 'a number that nobody means'],
    ['because CHG-1', 'a reason in its place'],
  ])('does not read "every %s" as a period: %s', (...[period, , problem = 'bad_period']) => {
    expect(parse(`alias/payments every ${period}`)).toMatchObject({ ok: false, problem })
  })

  it.each<[string, UsageProblem]>([
    ['', 'no_key'],
    ['  \n ', 'no_key'],
    ['alias/payments because', 'empty_reason'],
    ['alias/payments because   ', 'empty_reason'],
    ['alias/payments every 180 days because \u2800', 'empty_reason'],
    ['every 180 days', 'no_key'],
    ['R-7K2M9QXD', 'request_not_key'],
    ['r-7k2m9qxd because CHG-1', 'request_not_key'],
    ['because CHG-4711', 'no_key'],
    ['Because', 'no_key'],
    ['@payments', 'bad_key'],
    ['<@U0ANN>', 'bad_key'],
    ['arn:aws:iam::123456789012:role/x', 'bad_key'],
    ['alias/a alias/b', 'several_keys'],
    ['alias/a, alias/b, alias/c because CHG-1', 'several_keys'],
    ['a 7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77', 'several_keys'],
    ['alias/payments now', 'unknown_word'],
    ['alias/payments now every 90 days', 'unknown_word'],
    ['alias/payments every 90 days alias/billing', 'several_keys'],
    ['alias/payments every 90 days every 180 days', 'unknown_word'],
    ['alias/a alias/b now', 'unknown_word'],
    [`alias/payments because ${'x'.repeat(2_000)}`, 'too_long'],
    ['x'.repeat(2_001), 'too_long'],
  ])('answers %j with %s', (words, problem) => {
    expect(parse(words)).toMatchObject({ ok: false, problem })
  })

  it.each([
    [
      'payments every 180 because',
      { problem: 'empty_reason', line: 'alias/payments every 180 days because <reason>' },
    ],
    [
      'payments for CHG-1',
      { problem: 'unknown_word', word: 'for CHG-1', line: 'alias/payments because for CHG-1' },
    ],
    ['payments now because x', { problem: 'unknown_word', word: 'now' }],
    ['<@U0ANN|ann>', { problem: 'bad_key', word: '@ann' }],
    ['R-7K2M9QXD', { problem: 'request_not_key', word: 'R-7K2M9QXD' }],
  ])('says what it did not read of %j, and how it may be meant', (words, unread) => {
    expect(parse(words)).toEqual({ ok: false, ...unread })
  })

  it.each(['alias/payments because', 'alias/payments because CHG-4711'])(
    'passes over a reason where none is taken: %s',
    (words) => {
      expect(parseWish(words)).toEqual({ ok: true, what: { reference } })
    },
  )

  it('reads the longest line there may be, and blanks alone, without losing its time', () => {
    const start = performance.now()
    parse(`x${' '.repeat(1_999)}`)
    parse('because '.repeat(250))
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('takes the word for one too many where no period is taken', () => {
    const word = 'every 180 days'
    expect(parseWish(`alias/payments ${word}`)).toEqual({ ok: false, problem: 'unknown_word', word })
  })
})
