import { ask } from '../usecases/ask.ts'
import type { Command } from './command.ts'
import { parseWish } from './parse-wish.ts'

export const rotate: Command = {
  name: 'rotate',
  usage: '<key> [because <reason>]',
  summary: 'asks to switch on AWS’s automatic rotation of a key; nothing rotates now',
  changes: true,
  async run(deps, { asker, words }) {
    const wish = parseWish(words)
    if (!wish.ok) return { kind: 'usage', problem: wish.problem, help: rotate }
    const { reference, reason } = wish
    return ask(deps, asker, { operation: 'enable-auto-rotation', reference, ...(reason ? { reason } : {}) })
  },
}
