import { ask } from '../usecases/ask.ts'
import { type ClosedCommand, changes } from './command.ts'
import { parseWish } from './parse-wish.ts'

export const rotate: ClosedCommand = {
  name: 'rotate',
  usage: '<key> [because <reason>]',
  summary: 'asks to switch on AWS’s automatic rotation of a key; nothing rotates now',
  does: changes,
  roles: ['requesters'],
  async run(deps, { asker, words }) {
    const wish = parseWish(words)
    if (!wish.ok) return { kind: 'usage', problem: wish.problem, help: rotate }
    const { reference, reason } = wish
    return ask(deps, asker, { operation: 'enable-auto-rotation', reference, ...(reason ? { reason } : {}) })
  },
}
