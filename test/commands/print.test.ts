import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Command, lineOf } from '../../src/commands/command.ts'
import { commandOf } from '../../src/commands/dispatch.ts'
import { COMMANDS } from '../../src/commands/registry.ts'
import { asTyped, LONGEST, readTyped } from '../../src/commands/typed.ts'
import { line, mutated, rubbish, WORDS } from './lines.ts'

const RUNS = { numRuns: 1_000 }

it('every command has a grammar here', () => {
  expect(Object.keys(WORDS).sort()).toEqual(COMMANDS.map(({ name }) => name).sort())
})

describe.each(COMMANDS.map((command) => [command.name, command] as const))('%s', (name, command) => {
  it('reads every line of its grammar', () => {
    check(fc.property(WORDS[name] ?? fc.constant(''), (words) => command.parse(typedWords(name, words)).ok))
  })

  it('reads what it prints as what it printed', () => {
    check(fc.property(WORDS[name] ?? fc.constant(''), (words) => isKept(command, words)))
  })
})

describe('a line that was read', () => {
  it('is read again as the same from what its command prints, typed or copied from a button', () => {
    check(
      fc.property(fc.oneof(line, mutated(line), rubbish), (typed) => {
        const command = commandOf(typed)
        return !command || isKept(command, readTyped(typed).words)
      }),
      { numRuns: 5_000 },
    )
  })
})

function check<T>(property: fc.IProperty<T>, options = RUNS): void {
  expect(() => fc.assert(property, options)).not.toThrow()
}

/** The words as they come through Slack. */
function typedWords(name: string, words: string): string {
  return readTyped(`${name} ${asTyped(words)}`).words
}

/** What it read is what it reads from its own print, on Slack's way too. Near the limit the print may be too long. */
function isKept(command: Command, words: string): boolean {
  const parsed = command.parse(words)
  if (!parsed.ok || command.print(parsed.what).length > LONGEST) return true
  const typed = asTyped(lineOf(command, parsed.what))
  const again = command.parse(readTyped(typed).words)
  return commandOf(typed) === command && again.ok && same(again.what, parsed.what)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .map(([name, part]) => [name, sorted(part)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}
