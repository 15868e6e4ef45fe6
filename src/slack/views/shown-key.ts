import { keyName } from '../../core/key.ts'
import { parseKeyReference } from '../../core/key-reference.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { Reply } from '../../core/reply.ts'
import { isOpen } from '../../core/request.ts'
import { obstacles } from '../../core/wish.ts'
import { bold, header, lines, moment, readDate, type View } from './blocks.ts'
import { ifAskedLines } from './if-asked.ts'
import { keyFacts, rotationFact } from './key.ts'
import { REFUSALS } from './refusal.ts'
import { message } from './spoken.ts'
import { standing } from './state.ts'

type Shown = Extract<Reply, { kind: 'key' }>

/** One key, and what would come of it if the reader asked now. */
export function shownKey(shown: Shown, command: string): View {
  const { key, last, ifAsked } = shown
  const obstacle = obstacleOf(shown)
  const asking = ifAskedLines(ifAsked, { said: obstacle, line: lineFor(shown, command) })
  const eligible = eligibility(shown, obstacle)
  const synced = readDate(key.syncedAt)
  // After a call the flag shown was read back, and the sync before it says nothing about it.
  const outdated = synced !== null && last?.state === 'succeeded' && last.endedAt > synced
  return message([
    header(keyName(key)),
    lines('rotation', rotationFact(key), ...(eligible ? [[eligible]] : [])),
    lines('key', ...keyFacts(key)),
    lines(
      'last',
      last
        ? [bold('Last request: '), `${last.id}. `, ...standing(last)]
        : ['No request for this key so far.'],
    ),
    ...(synced === null || outdated
      ? []
      : [lines('synced', ['CipherTrust last synced this key from AWS ', moment(synced), '.'])]),
    ...(asking.length > 0 ? [lines('if_asked', ...asking)] : []),
  ])
}

/** What to type for what could be asked. */
function lineFor({ key, ifAsked: { operation } }: Shown, command: string): string {
  const name = parseKeyReference(keyName(key)) ? keyName(key) : key.arn
  return `${command} ${operation === 'enable-auto-rotation' ? 'rotate' : 'stop-rotation'} ${name}`
}

/** What stands against switching it on, whoever asks. */
function obstacleOf({ key, ineligible, last }: Shown): Refusal | null {
  if (key.rotation.on) return null
  return ineligible ?? (last && isOpen(last) ? 'open_request' : null)
}

/** Empty where the line about asking says it all. */
function eligibility({ key, ifAsked }: Shown, obstacle: Refusal | null): string {
  if (key.rotation.on) return ''
  if (obstacle === 'open_request') return 'A request for this key is open.'
  if (obstacle) return REFUSALS[obstacle]
  return obstacles(ifAsked.nos).length > 0 ? '' : 'It can be switched on.'
}
