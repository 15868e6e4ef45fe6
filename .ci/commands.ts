import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMANDS } from '../src/commands/registry.ts'
import { commandsPage, withTable } from './commands-page.ts'

const root = join(import.meta.dirname, '..')
const readme = join(root, 'README.md')

writeFileSync(join(root, 'docs/commands.md'), commandsPage(COMMANDS))
writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), COMMANDS))
