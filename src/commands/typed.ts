import { bareWord } from '../core/bare-word.ts'
import { asCopied } from '../core/invisible.ts'

/** What was typed: all of it, its first word as a name, and the rest. */
export interface Typed {
  readonly plain: string
  readonly name: string
  readonly words: string
}

/** Longer than any command; Slack itself would deliver far more. */
export const LONGEST = 2_000

/**
 * Undoes Slack's escaping (`should_escape`), once, before anything else reads the text, and splits off the name.
 */
export function readTyped(text: string): Typed {
  const unescaped = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const plain = asCopied(unescaped).trim()
  const [first = ''] = plain.split(/\s+/, 1)
  // No name is as long as that, and punctuation without end takes long to look through.
  const name = (bareWord(first.slice(0, LONGEST)) || first).toLowerCase()
  return { plain, name, words: plain.slice(first.length).trim() }
}

/** A line as Slack would hand it over, were it typed. */
export function asTyped(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
