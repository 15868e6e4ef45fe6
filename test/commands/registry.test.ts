import { describe, expect, it } from 'vitest'
import { doingOf } from '../../src/commands/dispatch.ts'
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

  it('is open to everybody for help and whoami alone', () => {
    const open = COMMANDS.filter(({ roles }) => roles === null)
    expect(open.map(({ name }) => name)).toEqual(['whoami', 'help'])
  })

  it('lets nobody ask but those who may, and lets everybody of the policy into the rest', () => {
    const everybody = ['requesters', 'approvers', 'admins']
    expect(COMMANDS.map(({ name, roles }) => [name, roles])).toEqual([
      ['rotate', ['requesters']],
      ['stop-rotation', ['requesters']],
      ...['find', 'show', 'requests', 'approve', 'deny', 'withdraw', 'history'].map((name) => [
        name,
        everybody,
      ]),
      ['whoami', null],
      ['help', null],
    ])
  })
})

describe('what a line does', () => {
  it.each([
    ['rotate alias/x', 'changes'],
    ['rotate', 'changes'],
    ['stop-rotation alias/x because it is retired', 'changes'],
    ['stop-rotation', 'changes'],
    ['show alias/x', 'reads'],
    ['requests all', 'reads'],
    ['approve R-7K2M9QXD', 'opens a form'],
    ['approve R-7K2M9QXD because it is fine', 'opens a form'],
    ['deny R-7K2M9QXD', 'opens a form'],
    ['approve R-7K2M9QXD because', 'reads'],
    ['deny R-7K2M9QXD because', 'reads'],
    ['deny R-7K2M9QXD because of the freeze', 'changes'],
    ['DENY r-7k2m9qxd BECAUSE of the freeze', 'changes'],
    ['deny because of the freeze', 'changes'],
    ['approve', 'reads'],
    ['deny nonsense', 'reads'],
    ['withdraw R-7K2M9QXD', 'changes'],
    ['whoami', 'reads'],
    ['help', 'reads'],
    ['', 'reads'],
    ['frobnicate alias/x', 'reads'],
    ['constructor', 'reads'],
  ])('%j: %s', (text, doing) => {
    expect(doingOf(text)).toBe(doing)
  })

  it.each(COMMANDS.map(({ name }) => name))('is found out at once however long it is: %s', (name) => {
    const start = performance.now()
    doingOf(`${name} R-7K2M9QXD${' '.repeat(20_000)}because x`)
    doingOf(`${name} R-7K2M9QXD${' \n'.repeat(20_000)}x`)
    expect(performance.now() - start).toBeLessThan(500)
  })
})
