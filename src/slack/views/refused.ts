import { type Key, keyName } from '../../core/key.ts'
import type { Refused } from '../../core/reply.ts'
import { fact, type Inline, lines, type View, value } from './blocks.ts'
import { briefly, howToWithdraw } from './brief.ts'
import { byPolicy } from './by-policy.ts'
import { faultWords } from './fault.ts'
import { rotationFact } from './key.ts'
import { REFUSALS } from './refusal.ts'
import { CLIP, untrustedMrkdwn } from './text.ts'

/** Why not, and what was known of it. */
export function refused(no: Refused, command: string): View {
  const { refusal, fault, key, candidates, nearest, request, rule } = no
  const sentence = fault ? `${faultWords(fault)} ${REFUSALS[refusal]}` : REFUSALS[refusal]
  const about = key ? [[value(keyName(key), CLIP.name), ' ', value(key.arn, CLIP.value)]] : []
  return {
    text: rule?.deny ? `${sentence} ${untrustedMrkdwn(rule.deny, CLIP.reason)}` : sentence,
    blocks: [
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
        ...(candidates ?? []).map(candidate),
        ...(request ? briefly(request) : []),
        ...(refusal === 'own_request' && request ? howToWithdraw(request, command) : []),
      ),
    ],
  }
}

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
