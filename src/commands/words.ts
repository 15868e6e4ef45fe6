/** A word of a line, and where the line goes on after it. */
export interface Word {
  readonly text: string
  readonly end: number
}

/** What Slack wrote in angle brackets is one word, whatever stands in it. */
const WORD = /(?:<[^<>]*>|\S)+/g

export function wordsIn(line: string): readonly Word[] {
  return [...line.matchAll(WORD)].map(({ 0: text, index }) => ({ text, end: index + text.length }))
}

/** Whether a word stands in quotes: then it is meant as it is. */
export function isQuoted(word: string): boolean {
  return /^[`'"“„‘«]/.test(word) && /[`'"”“’»][.,;!?)]*$/.test(word)
}
