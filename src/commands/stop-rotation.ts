import { ask } from '../usecases/ask.ts'
import { type ClosedCommand, changes } from './command.ts'
import { parseWish } from './parse-wish.ts'

/** Stricter than switching on: never without a reason, nor without an approval, whatever the policy says. */
export const stopRotation: ClosedCommand = {
  name: 'stop-rotation',
  usage: '<key> because <reason>',
  summary: 'asks to switch AWS’s automatic rotation of a key off; always takes an approval',
  does: changes,
  roles: ['requesters'],
  async run(deps, { asker, words }) {
    const parsed = parseWish(words)
    if (!parsed.ok) return { kind: 'usage', problem: parsed.problem, help: stopRotation }
    const { reference, reason } = parsed
    if (!reason) return { kind: 'usage', problem: 'no_reason', help: stopRotation }
    return ask(deps, asker, { operation: 'disable-auto-rotation', reference, reason })
  },
}
