import { ask } from '../usecases/ask.ts'
import { type Command, changes, problem } from './command.ts'
import { lacking, parseWish, printWish, type Wished } from './parse-wish.ts'

type Stopped = Required<Pick<Wished, 'reference' | 'reason'>>

/** Stricter than switching on: never without a reason, nor without an approval, whatever the policy says. */
export const stopRotation: Command<Stopped> = {
  name: 'stop-rotation',
  usage: '<key> because <reason>',
  summary: 'asks to switch AWS’s automatic rotation of a key off; always takes an approval',
  example: 'stop-rotation alias/payments because its data is moved by hand, CHG-4712',
  does: changes,
  roles: ['requesters'],
  parse(words) {
    const parsed = parseWish(words, { reason: true })
    if (!parsed.ok) return parsed.problem === 'empty_reason' ? { ...parsed, problem: 'no_reason' } : parsed
    const { reference, reason } = parsed.what
    return reason ? { ok: true, what: { reference, reason } } : problem('no_reason', lacking({ reference }))
  },
  print: printWish,
  run: (deps, { asker }, wished) => ask(deps, asker, { operation: 'disable-auto-rotation', ...wished }),
}
