import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { lineOf } from '../../src/commands/command.ts'
import { commandOf } from '../../src/commands/dispatch.ts'
import { COMMANDS } from '../../src/commands/registry.ts'
import { readTyped } from '../../src/commands/typed.ts'
import { unknownCommand } from '../../src/commands/unknown-command.ts'

/** What people type and paste, as it comes from Slack, and what it is read as. */
const MESS = z
  .array(z.tuple([z.string(), z.string()]))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'mess.json'), 'utf8')))

it('has every line once', () => {
  expect(new Set(MESS.map(([line]) => line)).size).toBe(MESS.length)
})

it.each(MESS)('reads %j as %j', (line, read) => {
  expect(readingOf(line)).toBe(read)
})

/** The plainest line that says the same, or what is said of one that cannot be read. */
function readingOf(line: string): string {
  const { words, plain } = readTyped(line)
  const command = commandOf(line)
  if (!command) return suggested(plain)
  const parsed = command.parse(words)
  return parsed.ok ? lineOf(command, parsed.what) : `usage: ${parsed.problem}`
}

function suggested(plain: string): string {
  const reply = unknownCommand(plain, COMMANDS)
  return `unknown: ${(reply.kind === 'unknown_command' && reply.nearest) || ''}`.trim()
}
