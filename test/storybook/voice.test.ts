import { describe, expect, it } from 'vitest'
import { book } from './book.ts'
import { reads } from './story.ts'

// docs/voice.md
const LONGEST = 30

const sentences = book()
  .filter(({ title }) => title !== 'Extremes')
  .flatMap(({ stories }) => stories.map(reads))
  .flatMap((text) => text.split(/(?<=[.!?:;])\s+|\n/))
  // A list of names, of what changed or of commands is no sentence.
  .filter(
    (text) => !/@[\w-]+(?: [\d -:]+UTC)?(?:, @|.*; @)|^• |→|^\/cckm | from .* to .*;| times\),/.test(text),
  )

describe('the bot', () => {
  it.each([
    ['says neither I nor we of itself', /\b(?:I|I'm|we|our|us|my)\b(?!-)/],
    [
      'blames nobody',
      /\b(?:invalid|illegal|failed to|you did not|you must|(?<!went )wrong(?:ly)?|forgot|bad)\b/i,
    ],
    ['makes no fuss', /!|\b(?:sorry|oops|unfortunately|successfully|simply|just press)\b/i],
    ['points nowhere on the screen', /\b(?:below|above|on the right|on the left)\b/i],
    ['says no date without saying it', /\b(?:soon|recently|shortly|a while)\b/i],
    [
      'asks no reader to know its own words',
      /\b(?:snapshot|lease|quorum|claim|payload|transition|operator)\b/i,
    ],
  ])('%s', (_, wrong) => {
    expect(sentences.length).toBeGreaterThan(500)
    expect(sentences.filter((sentence) => wrong.test(sentence))).toEqual([])
  })

  it('says what it says in short sentences', () => {
    const words = (sentence: string) => sentence.split(/\s+/).length
    expect(sentences.filter((sentence) => words(sentence) > LONGEST)).toEqual([])
  })
})
