import { type KeyReference, printKeyReference } from '../core/key-reference.ts'
import { ROLES } from '../core/standing.ts'
import { show as showKey } from '../usecases/show.ts'
import { type Command, reads } from './command.ts'
import { parseWish } from './parse-wish.ts'

export const show: Command<KeyReference> = {
  name: 'show',
  usage: '<key>',
  summary:
    'shows a key: its rotation flag, the last request for it, and what would come of it if you asked now',
  example: 'show alias/payments',
  does: reads,
  roles: ROLES,
  parse(words) {
    const parsed = parseWish(words)
    return parsed.ok ? { ok: true, what: parsed.what.reference } : parsed
  },
  print: printKeyReference,
  run: (deps, { asker }, reference) => showKey(deps, asker, reference),
}
