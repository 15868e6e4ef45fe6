import type { Rule } from '../core/rules.ts'
import { CLIP, untrusted } from '../slack/views/text.ts'

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const

/** As people write it in a policy: 8h, 90m. */
export function lengthOf(ms: number): string {
  const unit = UNITS.find(([, length]) => ms % length === 0)
  return unit ? `${ms / unit[1]}${unit[0]}` : `${ms}ms`
}

export function ruleName({ name }: Pick<Rule, 'name'>): string {
  return untrusted(name, CLIP.name)
}

/** What a rule does, in one line. */
export function ruleWords(rule: Rule): string {
  if (rule.deny !== undefined) return 'denies'
  const asks = [approvalsOf(rule), reasonOf(rule)].filter((words) => words !== null)
  return asks.join(', ')
}

function approvalsOf({ approvals, approvers, expires }: Rule): string {
  if (approvals === 0) return `no approval, the call is made at once; switching off: ${whoStops(approvers)}`
  return `${count(approvals)} of ${approvers.join(', ')}, within ${lengthOf(expires)}`
}

/** Switching off takes an approval whatever a rule says. */
function whoStops(approvers: Rule['approvers']): string {
  return approvers.length === 0
    ? 'refused, as nobody is named who could approve'
    : `1 approval of ${approvers.join(', ')}`
}

export function count(approvals: number): string {
  return approvals === 1 ? '1 approval' : `${approvals} approvals`
}

/** What must be written with the wish; null where nothing must. */
export function reasonOf({ reason: { required, tickets } }: Rule): string | null {
  if (!required) return null
  return tickets.length === 0 ? 'with a reason' : `with a ticket ${tickets.join('-… or ')}-… in the reason`
}
