import { PERIOD } from '../core/operations.ts'
import { ask } from '../usecases/ask.ts'
import { type ClosedCommand, changes } from './command.ts'
import { parseWish } from './parse-wish.ts'

export const rotate: ClosedCommand = {
  name: 'rotate',
  usage: `<key> [every <${PERIOD.least}–${PERIOD.most}> days] [because <reason>]`,
  summary:
    'asks to switch on AWS’s automatic rotation of a key, or to change its period; nothing rotates now',
  does: changes,
  roles: ['requesters'],
  async run(deps, { asker, words }) {
    const parsed = parseWish(words, { period: true })
    if (!parsed.ok) return { kind: 'usage', problem: parsed.problem, help: rotate }
    const { ok: _, ...asked } = parsed
    return ask(deps, asker, { operation: 'enable-auto-rotation', ...asked })
  },
}
