import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandsPage, withTable } from '../../.ci/commands-page.ts'
import { COMMANDS } from '../../src/commands/registry.ts'
import { manifest } from '../../src/slack/manifest.ts'
import { reply } from '../../src/slack/views/reply.ts'
import { values } from '../slack/views/read-blocks.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const page = commandsPage(COMMANDS)

describe('the commands in the docs', () => {
  it('are those of docs/commands.md: after a change, npm run commands writes it anew', () => {
    expect(read('docs/commands.md')).toBe(page)
  })

  it('are those of the README: after a change, npm run commands writes its table anew', () => {
    const readme = read('README.md')
    expect(readme).toBe(withTable(readme, COMMANDS))
  })

  it('are those that help and the hint of the manifest show, word for word', () => {
    const help = values(reply({ kind: 'help', help: COMMANDS }, '/cckm'), 'commands')
    const [slash] = manifest('/cckm', COMMANDS).features.slash_commands
    expect(slash?.usage_hint.split(' | ').map((usage) => `/cckm ${usage}`)).toEqual(help)
    expect(help.filter((line) => !page.includes(`    ${line}\n`))).toEqual([])
    expect(help).toHaveLength(COMMANDS.length)
  })

  it('are found out to be others when one is added', () => {
    const more = [...COMMANDS, { name: 'report', usage: '', summary: 'reports', example: 'report' }]
    expect(commandsPage(more)).not.toBe(page)
    expect(withTable(read('README.md'), more)).not.toBe(read('README.md'))
  })
})

describe.each(COMMANDS.map((command) => [command.name, command] as const))('%s', (name, command) => {
  it('has an example that it reads itself', () => {
    expect(command.example.split(' ')[0]).toBe(name)
    expect(command.parse(command.example.slice(name.length).trim())).toMatchObject({ ok: true })
  })

  it('is explained with its usage and its example', () => {
    const view = reply({ kind: 'help_on', help: command }, '/cckm')
    const line = `/cckm ${name} ${command.usage}`.trim()
    expect(values(view, 'help_on')).toEqual([line, `/cckm ${command.example}`])
  })
})
