import { isGroup, type Policy } from '../../core/policy.ts'
import type { Request, RequestIn } from '../../core/request.ts'
import { fact, type Inline, moment, person, value } from './blocks.ts'
import { counted } from './quorum.ts'
import { denial, inForce, ruleChange, says } from './rule.ts'
import { CLIP } from './text.ts'
import { areEnough, CALLED, mayDecide, someOf } from './who-may.ts'

/** Who has approved, who may, and which rule says so. */
export function approvalFacts(request: Request, policy: Policy): readonly (readonly Inline[])[] {
  if (request.state === 'requested')
    return [fact('Approval', ...awaited(request, policy)), ...change(request, policy)]
  const { approvals, rule } = request
  if (approvals.length === 0) return notGiven(request)
  if (isDecided(request)) return [fact('Approved by', ...approvedBy(request))]
  const left = rule.approvals - approvals.length
  const more = `; ${left === 1 ? 'one more was' : `${left} more were`} needed, ${says(rule)}`
  return [fact('Approval', ...soFar(request, rule.approvals), more)]
}

/** Whether the approvals that it has were enough: it was carried out with them, or as many as it took when asked. */
function isDecided({ state, approvals, rule }: Request): boolean {
  const undecided: readonly Request['state'][] = ['denied', 'expired', 'withdrawn', 'superseded', 'cancelled']
  return !undecided.includes(state) || approvals.length >= rule.approvals
}

/** Who denied a request, or took it back, is said already; of one that nobody decided, by which rule somebody had to. */
function notGiven({ rule, state }: Request): readonly (readonly Inline[])[] {
  if (rule.approvals === 0) return [fact('Approval', `none needed, ${says(rule)}`)]
  return state === 'expired' ? [fact('Approval', `needed, ${says(rule)}, but not given`)] : []
}

function awaited(request: RequestIn<'requested'>, policy: Policy): readonly Inline[] {
  const rule = inForce(request, policy)
  const given = request.approvals.length
  if (rule.deny !== undefined) return ['cannot be given now. ', ...denial(rule.name, rule.deny)]
  if (rule.approvals === 0)
    return [`none needed any more, ${says(rule)}. To go on, approve it once, or withdraw it and ask again.`]
  const before = given > 0 ? [...soFar(request, rule.approvals), '; '] : []
  const who = mayDecide(request, policy)
  const left = Math.max(1, rule.approvals - given)
  const needed = neededWords(given, rule.approvals)
  if (areEnough(who, left))
    return [
      ...before,
      `${needed} from `,
      ...someOf(who, left, CALLED),
      `${who.some(isGroup) ? ' (not from the requester)' : ''}, ${says(rule)}`,
    ]
  const few = who.length === 0 ? 'nobody' : 'too few people'
  return [
    ...before,
    `${needed}. The policy names ${few} who may give it now: tell whoever looks after the policy.`,
  ]
}

/** A rule that asks for fewer by now needs one more yes all the same: nothing else makes the call. */
function neededWords(given: number, needed: number): string {
  if (given === 0) return 'needed'
  return given < needed ? 'still needed' : 'enough by now, but to go on it takes one more'
}

function change(request: RequestIn<'requested'>, policy: Policy): readonly (readonly Inline[])[] {
  const now = inForce(request, policy)
  const changed = now.deny === undefined ? ruleChange(request.rule, now) : null
  return changed ? [[changed]] : []
}

function soFar(request: Request, needed: number): readonly Inline[] {
  return [`${counted({ given: request.approvals.length, needed })}, by `, ...approvedBy(request)]
}

/** Who approved, when, and what they wrote: their comments together take no more room than one alone. */
function approvedBy({ approvals }: Request): readonly Inline[] {
  const most = Math.floor(CLIP.reason / approvals.length)
  return approvals.flatMap(({ by, at, comment }, index) => [
    index > 0 ? '; ' : '',
    person(by),
    ' ',
    moment(at),
    ...(comment ? [': ', value(comment, most)] : []),
  ])
}
