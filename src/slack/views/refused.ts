import { bareAlias, type Key, keyName } from '../../core/key.ts'
import type { Refused } from '../../core/reply.ts'
import { fact, type Inline, lines, type View, value } from './blocks.ts'
import { briefly, howToWithdraw } from './brief.ts'
import { byPolicy } from './by-policy.ts'
import { askAgain, faultWords } from './fault.ts'
import { rotationFact } from './key.ts'
import { REFUSALS } from './refusal.ts'
import { message } from './spoken.ts'
import { CLIP } from './text.ts'

/** Why not, and what was known of it. */
export function refused(no: Refused, command: string): View {
  const { refusal, fault, key, candidates = [], nearest, request } = no
  const sentence = fault ? `${faultWords(fault)} ${REFUSALS[refusal]} ${askAgain(fault)}` : REFUSALS[refusal]
  const about = key ? [[value(keyName(key), CLIP.name), ' ', value(key.arn, CLIP.value)]] : []
  return message([
    lines(
      `refused:${refusal}`,
      [sentence],
      ...byPolicy(no),
      ...about,
      ...(refusal === 'replica' && key?.primaryArn
        ? [fact('Its primary', value(key.primaryArn, CLIP.value))]
        : []),
      ...(refusal === 'already_so' && key ? [rotationFact(key)] : []),
      ...(nearest && nearest.length > 0
        ? [fact('Did you mean', ...between(nearest.map((name) => value(name, CLIP.name))))]
        : []),
      ...(no.alias
        ? [fact('To look for it', value(`${command} find ${bareAlias(no.alias)}`, CLIP.name))]
        : []),
      ...candidates.slice(0, SHOWN).map(candidate),
      ...(candidates.length > SHOWN ? [[`…and ${candidates.length - SHOWN} more`]] : []),
      ...(request ? briefly(request) : []),
      ...(refusal === 'own_request' && request ? howToWithdraw(request, command) : []),
      ...(refusal === 'not_allowed' ? [fact('What you may do', value(`${command} whoami`, CLIP.name))] : []),
    ),
  ])
}

/** More are no help to choose from. */
const SHOWN = 20

function between(all: readonly Inline[]): readonly Inline[] {
  return all.flatMap((inline, index) => (index > 0 ? [', ', inline] : [inline]))
}

function candidate(key: Key): readonly Inline[] {
  return [
    '• ',
    value(key.arn, CLIP.value),
    ', ',
    value(key.state, CLIP.name),
    `, automatic rotation ${key.rotation.on ? 'on' : 'off'}`,
  ]
}
