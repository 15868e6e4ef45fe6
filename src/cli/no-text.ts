import type { Refusal } from '../core/refusal.ts'
import type { RefusalFacts } from '../core/reply.ts'
import { faultWords } from '../slack/views/fault.ts'
import { REFUSALS } from '../slack/views/refusal.ts'
import { CLIP, untrusted } from '../slack/views/text.ts'
import { ruleName } from './rule-words.ts'

interface No {
  readonly refusal: Refusal
  readonly facts?: RefusalFacts
}

/** Why not, in the words that Slack shows, and what was known of it. */
export function noText({ refusal, facts = {} }: No): readonly string[] {
  const { fault, rule, quorum, request, nearest, candidates } = facts
  const sentence = REFUSALS[refusal]
  return [
    fault ? `${faultWords(fault)} ${sentence}` : sentence,
    ...(rule?.deny === undefined ? [] : [`Rule “${ruleName(rule)}”: ${untrusted(rule.deny, CLIP.reason)}`]),
    ...(quorum ? [`Approvals needed: ${quorum.needed}. People who may give them: ${quorum.people}.`] : []),
    ...(request ? [`Request ${request.id}: ${request.state}, asked by ${request.requester}.`] : []),
    ...(nearest && nearest.length > 0 ? [`Did you mean ${nearest.map(value).join(', ')}?`] : []),
    ...(candidates ?? []).map(({ arn, state }) => `${value(arn)}  ${value(state)}`),
  ]
}

export function value(text: string): string {
  return untrusted(text, CLIP.value)
}
