import { type Policy, TOP } from '../../core/policy.ts'
import type { Request } from '../../core/request.ts'
import { type Rule, ruleFor } from '../../core/rules.ts'
import type { Inline } from './blocks.ts'
import { CLIP, untrusted } from './text.ts'

type NamedRule = Pick<Rule, 'name'>
type Counting = Pick<Rule, 'name' | 'approvals'>

/** The rule that holds for a request now, whichever it was asked under. */
export function inForce(request: Request, policy: Policy): Rule {
  return ruleFor(policy, request, request.key)
}

export function ruleWords({ name }: NamedRule): string {
  return name === TOP ? 'the policy' : `the rule ${quoted(name)}`
}

export function says(rule: NamedRule): string {
  return `says ${ruleWords(rule)}`
}

/** Why a rule refuses something, in its own words, which may lack their full stop. */
export function denial(name: string, deny: string): readonly Inline[] {
  const stop = /[.!?…]$/.test(untrusted(deny, CLIP.reason)) ? '' : '.'
  return [`The rule ${quoted(name)} refuses it: “${untrusted(deny, CLIP.reason)}”${stop}`]
}

/** Null when the rule is as it was when the request was asked. */
export function ruleChange(asked: Counting, now: Counting): string | null {
  if (asked.name === now.name && asked.approvals === now.approvals) return null
  if (asked.approvals === now.approvals)
    return `The policy has changed meanwhile: it is now ${ruleWords(now)} that asks for ${approvals(now.approvals)}.`
  const before = `${asked.name === TOP ? 'it' : ruleWords(asked)} asked for ${approvals(asked.approvals)}`
  const after = now.approvals || 'none'
  return asked.name === now.name
    ? `The policy has changed meanwhile: ${before}, and asks for ${after} now.`
    : `The policy has changed meanwhile: ${before}; now ${ruleWords(now)} asks for ${after}.`
}

function approvals(count: number): string {
  return count === 0 ? 'no approval' : `${count} ${count === 1 ? 'approval' : 'approvals'}`
}

function quoted(name: string): string {
  return `“${untrusted(name, CLIP.name)}”`
}
