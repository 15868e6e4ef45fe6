import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covers, matches } from '../../src/core/pattern.ts'

// So few characters that patterns and texts meet often.
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 })
const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?', '.'), maxLength: 8 })
const runs = { numRuns: 5_000 }

/** What a pattern means, said in another language. */
function model(written: string): RegExp {
  const parts = Array.from(written, (character) => {
    if (character === '*') return '[^]*'
    return character === '?' ? '[^]' : character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 'u')
}

describe('matches', () => {
  it.each([
    ['alias/payments', 'alias/payments', true],
    ['alias/payments', 'alias/payments-2', false],
    ['alias/payments', 'ALIAS/payments', false],
    ['alias/root-*', 'alias/root-', true],
    ['alias/root-*', 'alias/root-2024/eu', true],
    ['alias/root-*', 'alias/boot-1', false],
    ['*', '', true],
    ['*', 'alias/a/b', true],
    ['', '', true],
    ['', 'a', false],
    ['?', '', false],
    ['?', '/', true],
    ['?', '🔑', true],
    ['??', '🔑', false],
    ['eu-*-?', 'eu-central-1', true],
    ['eu-*-?', 'eu-central-12', false],
    ['*-prod', 'alias/a-prod-prod', true],
    ['*-prod', 'alias/a-prod-prods', false],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
    ['?', '*', true],
    ['a?b', 'a*b', true],
    ['12345678901?', '123456789012', true],
  ])('says of %s and %s: %s', (written, found, expected) => {
    expect(matches(written, found)).toBe(expected)
  })

  it('means what a regular expression made of it would mean', () => {
    expect.hasAssertions()
    fc.assert(
      fc.property(pattern, text, (written, found) => {
        expect(matches(written, found)).toBe(model(written).test(found))
      }),
      runs,
    )
  })
})

describe('covers', () => {
  it.each([
    ['*', 'alias/*', true],
    ['alias/*', '*', false],
    ['alias/root-*', 'alias/root-eu-*', true],
    ['alias/root-*', 'alias/root-eu', true],
    ['alias/root-eu', 'alias/root-*', false],
    ['alias/root-?', 'alias/root-*', false],
    ['alias/root-?', 'alias/root-1', true],
    ['*-*', '*-a-*', true],
    ['*a*', '*b*', false],
    ['*?', '?*', true],
    ['?*', '*?', true],
    ['**', '*', true],
    ['?', '?', true],
    ['??', '?', false],
    ['*', '', true],
    ['?*', '*', false],
    ['a', 'a', true],
    ['a', '?', false],
  ])('says whether %s names all that %s names: %s', (wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected)
  })

  it('is never wrong: what the narrow one matches, the wide one matches', () => {
    let met = 0
    const filling = fc.array(text, { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(pattern, pattern, filling, (wide, narrow, texts) => {
        if (!covers(wide, narrow)) return
        met++
        const found = narrow.replace(/[*?]/g, (wildcard, at) =>
          wildcard === '*' ? (texts[at] ?? '') : (texts[at]?.[0] ?? 'a'),
        )
        expect(matches(narrow, found)).toBe(true)
        expect(matches(wide, found)).toBe(true)
      }),
      { numRuns: 10_000 },
    )
    expect(met).toBeGreaterThan(100)
  })

  it('knows each pattern to cover itself and what puts more in the place of its stars, and * to cover all', () => {
    expect.hasAssertions()
    const stars = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 })
    fc.assert(
      fc.property(stars, pattern, stars, (before, within, after) => {
        expect(covers(within, within)).toBe(true)
        expect(covers('*', within)).toBe(true)
        expect(covers(`${before}*${after}`, `${before}${within}${after}`)).toBe(true)
      }),
      runs,
    )
  })
})

describe('the time that it takes', () => {
  const nasty = '*a'.repeat(150)
  const long = 'a'.repeat(20_000)

  it.each([
    ['many stars that fail at the end', () => matches(`${nasty}b`, long), false],
    ['many stars that match', () => matches(nasty, long), true],
    ['rows of stars', () => matches(`${'*'.repeat(299)}b`, long), false],
    ['stars and question marks', () => matches(`${'*?'.repeat(149)}b`, long), false],
    ['a pattern of stars against another', () => covers(`${nasty}b`, nasty), false],
    ['a pattern against its like', () => covers(nasty, `${nasty}*a`), true],
  ])('does not grow without end: %s', (_, run, expected) => {
    const before = performance.now()
    expect(run()).toBe(expected)
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})
