import { bareWord } from '../core/bare-word.ts'
import type { UsageProblem } from '../core/reply.ts'
import { problem, type Unread } from './command.ts'
import { asSeen } from './slack-tokens.ts'
import { LONGEST } from './typed.ts'
import { isQuoted, wordsIn } from './words.ts'

/** An option of a command, which can stand anywhere in its line. The first of its names is what it is called. */
export interface Option {
  readonly names: readonly [string, ...string[]]
  /** The value that these words begin with, in its plainest form, and how many of them it takes; null for none. */
  readonly read: (words: readonly string[]) => Value | null
  /** What is said when none follows. */
  readonly problem: UsageProblem
}

export interface Value {
  readonly value: string
  readonly taken: number
}

export type Taken =
  | {
      readonly ok: true
      readonly values: ReadonlyMap<string, string>
      /** The words that belong to no option. */
      readonly rest: readonly string[]
    }
  | Unread

/**
 * Takes `<name> <value>` out of a line, also as `name=value`, `name: value` and `--name value`. In quotes a name is a word
 * like any other. A line that is too long is not searched.
 */
export function takeOptions(line: string, options: readonly Option[]): Taken {
  if (line.length > LONGEST) return problem('too_long')
  const words = wordsIn(line).map(({ text }) => text)
  const values = new Map<string, string>()
  const rest: string[] = []
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? ''
    const named = optionIn(word, options)
    if (!named) {
      rest.push(word)
      at += 1
      continue
    }
    const { option, value } = named
    const after = [...(value ? [value] : []), ...words.slice(at + 1)].map(bareWord)
    const read = option.read(after)
    if (!read)
      return problem(option.problem, { word: asSeen([word, ...(value ? [] : after.slice(0, 1))].join(' ')) })
    if (values.has(option.names[0])) return problem('option_twice', { word: option.names[0] })
    values.set(option.names[0], read.value)
    at += read.taken + (value ? 0 : 1)
  }
  return { ok: true, values, rest }
}

/** The option that a word names, with the value that is written into the same word. */
export function optionIn(
  word: string,
  options: readonly Option[],
): { readonly option: Option; readonly value: string } | null {
  if (isQuoted(word)) return null
  const [, name, value = ''] = /^-{0,2}([a-z]+)(?:[=:](.*))?$/i.exec(bareWord(word)) ?? []
  const option = options.find(({ names }) => names.some((known) => known === name?.toLowerCase()))
  return option ? { option, value } : null
}

/** An option whose value is one word, spelt in one of the ways that `read` knows. */
export function oneWord(read: (word: string) => string | null): Option['read'] {
  return ([word = '']) => {
    const value = read(word)
    return value === null ? null : { value, taken: 1 }
  }
}

/** The options of a line, as it is printed. */
export function printOptions(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name} ${value}`))
    .join('')
}
