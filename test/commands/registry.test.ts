import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/commands/registry.ts'

describe('COMMANDS', () => {
  it('has names that differ', () => {
    expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length)
  })

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    '%s can be typed and explained',
    (name, { summary }) => {
      expect(name).toMatch(/^[a-z][a-z-]*$/)
      expect(summary).toMatch(/^\p{Ll}.*[^.]$/u)
    },
  )

  it('stores what may change something, and nothing else', () => {
    expect(COMMANDS.filter(({ changes }) => changes).map(({ name }) => name)).toEqual(['rotate'])
  })

  it('is open to everybody for help and whoami alone', () => {
    expect(COMMANDS.filter(({ open }) => open).map(({ name }) => name)).toEqual(['whoami', 'help'])
  })
})
