const BEFORE = /^[`'"“”„‘’«»([]+/
const AFTER = /[`'"“”„‘’«».,;!?)\]]+$/

/** A word without the quotes, the code ticks and the punctuation of the sentence around it. */
export function bareWord(word: string): string {
  return word.replace(BEFORE, '').replace(AFTER, '')
}
