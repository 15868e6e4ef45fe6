import { visible } from '../core/invisible.ts'
import type { Mend } from '../core/reply.ts'
import { asSeen } from './slack-tokens.ts'
import { wordsIn } from './words.ts'

/** `<names> because <reason>`, apart. */
export interface Split {
  readonly names: readonly string[]
  /** Undefined where nobody wrote “because”; empty where nothing follows it that can be read. */
  readonly reason: string | undefined
}

export function splitReason(line: string): Split {
  const words = wordsIn(line)
  const at = words.findIndex(({ text }) => /^because[:,]?$/i.test(text))
  const names = words.slice(0, at < 0 ? words.length : at).map(({ text }) => text)
  return { names, reason: at < 0 ? undefined : readable(line.slice(words[at]?.end)) }
}

/** What stands for a reason that is still to be written. */
export const REASON = '<reason>'

/** Words that no command takes; where no reason was given, they may be meant as one. */
export function unknownWords(before: string, words: readonly string[], reason: string | undefined): Mend {
  const word = asSeen(words.join(' '))
  return reason === undefined ? { word, line: `${before}${because(word)}` } : { word }
}

/** The end of a line that gives this reason. */
export function because(reason: string | undefined): string {
  return reason ? ` because ${reason}` : ''
}

/** Braille's blank is no space to Unicode, and looks like one. */
const BLANK = /^[\s\u2800]*$/u

/** Else an empty reason would pass for one, and a ticket be read as another than is shown. */
function readable(text: string): string {
  const seen = asSeen(visible(text)).trim()
  return BLANK.test(seen) ? '' : seen
}
