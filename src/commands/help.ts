import { type OpenCommand, reads } from './command.ts'

export const help: OpenCommand = {
  name: 'help',
  usage: '',
  summary: 'shows this list',
  does: reads,
  roles: null,
  run: async (_deps, { all }) => ({ kind: 'help', help: all }),
}
