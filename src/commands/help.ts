import type { Command } from './command.ts'

export const help: Command = {
  name: 'help',
  usage: '',
  summary: 'shows this list',
  changes: false,
  open: true,
  run: async (_deps, { all }) => ({ kind: 'help', help: all }),
}
