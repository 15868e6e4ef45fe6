import { describe, expect, it } from 'vitest'
import { parseWish } from '../../src/commands/parse-wish.ts'
import type { UsageProblem } from '../../src/core/reply.ts'

const reference = { by: 'alias', alias: 'alias/payments' }

describe('parseWish', () => {
  it.each<[string, string | undefined]>([
    ['alias/payments', undefined],
    ['payments', undefined],
    ['alias/payments because CHG-4711', 'CHG-4711'],
    ['alias/payments BECAUSE CHG-4711', 'CHG-4711'],
    ['alias/payments Because: CHG-4711', 'CHG-4711'],
    ['alias/payments because, well, CHG-4711', 'well, CHG-4711'],
    ['alias/payments because', undefined],
    ['alias/payments because   ', undefined],
    ['alias/payments because it leaked because of us', 'it leaked because of us'],
    ['alias/payments because because', 'because'],
    ['alias/payments\nbecause\none\ntwo', 'one\ntwo'],
    ['  alias/payments \u00a0 because \u00a0 CHG-4711 ', 'CHG-4711'],
    ['“alias/payments” because “CHG-4711”', '“CHG-4711”'],
    ['`alias/payments`, because CHG-4711', 'CHG-4711'],
    ['alias/payments because alias/billing is next', 'alias/billing is next'],
    ['alias/payments because <!channel> *now*', '<!channel> *now*'],
  ])('reads %j with the reason %j', (words, reason) => {
    expect(parseWish(words)).toEqual({ ok: true, reference, ...(reason === undefined ? {} : { reason }) })
  })

  it.each([
    ['alias/because', 'alias/because'],
    ['because-of-audit', 'alias/because-of-audit'],
    ['because/x because yes', 'alias/because/x'],
    ['alias/notbecause because yes', 'alias/notbecause'],
  ])('takes "because" for a part of the name in %j', (words, alias) => {
    expect(parseWish(words)).toMatchObject({ ok: true, reference: { by: 'alias', alias } })
  })

  it.each<[string, UsageProblem]>([
    ['', 'no_key'],
    ['  \n ', 'no_key'],
    ['because CHG-4711', 'no_key'],
    ['Because', 'no_key'],
    ['@payments', 'bad_key'],
    ['<@U0ANN>', 'bad_key'],
    ['arn:aws:iam::123456789012:role/x', 'bad_key'],
    ['alias/a alias/b', 'several_keys'],
    ['alias/a, alias/b, alias/c because CHG-1', 'several_keys'],
    ['a 7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77', 'several_keys'],
    ['alias/payments now', 'unknown_word'],
    ['alias/payments every 90 days', 'unknown_word'],
    ['alias/a alias/b now', 'unknown_word'],
    [`alias/payments because ${'x'.repeat(2_000)}`, 'too_long'],
    ['x'.repeat(2_001), 'too_long'],
  ])('answers %j with %s', (words, problem) => {
    expect(parseWish(words)).toEqual({ ok: false, problem })
  })

  it('reads the longest line there may be, and blanks alone, without losing its time', () => {
    const start = performance.now()
    parseWish(`x${' '.repeat(1_999)}`)
    parseWish('because '.repeat(250))
    expect(performance.now() - start).toBeLessThan(500)
  })
})
