import { PERIOD } from '../core/operations.ts'
import { ask } from '../usecases/ask.ts'
import { type Command, changes } from './command.ts'
import { parseWish, printWish, type Wished } from './parse-wish.ts'

export const rotate: Command<Wished> = {
  name: 'rotate',
  usage: `<key> [every <${PERIOD.least}–${PERIOD.most}> days] [because <reason>]`,
  summary:
    'asks to switch on AWS’s automatic rotation of a key, or to change its period; nothing rotates now',
  example: 'rotate alias/payments because CHG-4711',
  notes: [
    'The request is shown in the channel, and the outcome comes to you as a direct message.',
    'Changing the period of a key that rotates always takes an approval.',
  ],
  does: changes,
  roles: ['requesters'],
  parse: (words) => parseWish(words, { period: true, reason: true }),
  print: printWish,
  run: (deps, { asker }, wished) => ask(deps, asker, { operation: 'enable-auto-rotation', ...wished }),
}
