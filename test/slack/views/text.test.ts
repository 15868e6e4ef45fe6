import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLIP, untrusted, untrustedMrkdwn } from '../../../src/slack/views/text.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\u202e',
      '\u200b',
      '\u2066',
      '\0',
      '👩‍👧',
      '\ud83d',
      '\udc01',
      '&',
      '<',
    ),
  }),
)
const most = fc.integer({ min: 1, max: CLIP.reason })

function holds(property: fc.IProperty<[string, number]>): void {
  expect(fc.check(property, { numRuns: 500 })).toMatchObject({ failed: false })
}

describe('untrusted', () => {
  it('is never longer than asked for, in code points', () => {
    holds(fc.property(anyText, most, (text, most) => Array.from(untrusted(text, most)).length <= most))
  })

  it('leaves no character that is not seen', () => {
    const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
    holds(fc.property(anyText, most, (text, most) => !unseen.test(untrusted(text, most))))
  })

  it('changes nothing the second time', () => {
    holds(
      fc.property(anyText, most, (text, most) => {
        const once = untrusted(text, most)
        return untrusted(once, most) === once
      }),
    )
  })

  it('leaves what is harmless as it is', () => {
    const harmless = fc.stringMatching(/^[a-zA-Z0-9/_:*`&<>@#-]{1,100}$/)
    holds(fc.property(harmless, fc.constant(100), (text, most) => untrusted(text, most) === text))
  })

  it.each([
    ['line breaks to spaces', 'one\r\ntwo\u2028three', 'one two three'],
    ['bidi overrides to nothing', 'alias/\u202egnitset', 'alias/gnitset'],
    ['zero-width characters to nothing', 'pay\u200bments\ufeff', 'payments'],
    ['fillers that look empty to nothing', '\u3164\u115f\u034f', ''],
    ['terminal escapes to text', '\u001b[31mred', '[31mred'],
    ['a run of spaces to one', 'a  \t  b', 'a b'],
    ['letters of any script to themselves', 'مفتاح שלום ключ', 'مفتاح שלום ключ'],
  ])('turns %s', (_, text, expected) => {
    expect(untrusted(text, 100)).toBe(expected)
  })

  it('says by an ellipsis that it cut, and cuts between characters', () => {
    expect(untrusted('😀'.repeat(5), 3)).toBe('😀😀…')
    expect(untrusted('😀'.repeat(3), 3)).toBe('😀😀😀')
  })
})

describe('untrustedMrkdwn', () => {
  it.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['<https://evil.test|AWS>', '&lt;https://evil.test|AWS&gt;'],
    ['a & b &amp; c', 'a &amp; b &amp;amp; c'],
  ])('escapes %s', (text, expected) => {
    expect(untrustedMrkdwn(text, 100)).toBe(expected)
  })

  it('cuts first, so that no entity is cut in two', () => {
    expect(untrustedMrkdwn('&&&&', 3)).toBe('&amp;&amp;…')
  })
})
