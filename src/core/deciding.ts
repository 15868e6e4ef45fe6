import type { InputId, PersonId } from './ids.ts'
import type { Verdict } from './input.ts'
import type { Member } from './policy.ts'
import type { Refusal } from './refusal.ts'
import { isOpen, type Request, type RequestIn } from './request.ts'
import type { Rule } from './rules.ts'
import type { Standing, Standings } from './standing.ts'
import { about, ended, next, type Transition } from './transition.ts'

/** Somebody who wants to do something to a request, identified just now, and what holds at that moment. */
export interface Actor {
  readonly person: PersonId
  /** The rule in force for the request, whichever it was asked under. */
  readonly rule: Rule
  /** What that rule says of them. */
  readonly standings: Standings
  /** Those whose earlier approval of this request still counts: they may approve by that rule. */
  readonly counting: readonly PersonId[]
}

/** What somebody wrote about what they did, and the SHA-256 of it, where they wrote anything. */
export interface Said {
  readonly comment?: string
  readonly commentHash?: string
}

export interface Decision extends Said {
  readonly verdict: Verdict
  readonly input: InputId
}

/** A rule said yes, and this is the step; or it said no. */
export type Ruling =
  | { readonly ok: true; readonly transition: Transition }
  | { readonly ok: false; readonly refusal: Refusal }

/** Approves or denies. The one place that judges it: buttons, modals and commands all come here. */
export function decide(request: Request, decision: Decision, actor: Actor, at: Date): Ruling {
  const refusal = whyNotDecide(request, decision.verdict, actor, at)
  if (refusal) return { ok: false, refusal }
  if (request.state !== 'requested') return { ok: false, refusal: 'already_decided' }
  const transition =
    decision.verdict === 'approve'
      ? approve(request, decision, actor, at)
      : deny(request, decision, actor.person, at)
  return { ok: true, transition }
}

/** Why this person cannot decide so about this request now; null when they can. */
export function whyNotDecide(request: Request, verdict: Verdict, actor: Actor, at: Date): Refusal | null {
  const { person, standings, rule, counting } = actor
  if (person === request.requester) return 'own_request'
  const no = unless(standings.approvers, 'not_approver')
  if (no) return no
  if (request.state !== 'requested') return 'already_decided'
  if (at.getTime() >= request.expiresAt) return 'too_late'
  if (verdict === 'deny') return null
  if (rule.deny !== undefined) return 'policy_denies'
  return addingNothing(request, rule, counting).has(person) ? 'already_approved' : null
}

/**
 * Whose yes would add nothing: the requester's, and a second one of the same person. Unless the rule asks for so few by
 * now that those who have approved are enough: then any approver can say yes once more.
 */
export function addingNothing(
  { requester, approvals }: Pick<Request, 'requester' | 'approvals'>,
  rule: Pick<Rule, 'approvals'>,
  counting: readonly PersonId[] = approvals.map(({ by }) => by),
): ReadonlySet<Member> {
  return new Set([requester, ...(counting.length < rule.approvals ? counting : [])])
}

/** Takes a request back: its requester may, and whoever the policy lists as an admin, until the call is being made. */
export function withdraw(
  request: Request,
  { input, comment, commentHash }: Omit<Decision, 'verdict'>,
  actor: Actor,
  at: Date,
): Ruling {
  const { person, standings } = actor
  const no = person === request.requester ? null : unless(standings.admins, 'not_yours')
  if (no) return { ok: false, refusal: no }
  if (request.state === 'requested' || request.state === 'approved') {
    const to = {
      ...ended(request, at),
      ...withComment(comment),
      state: 'withdrawn',
      by: person,
      input,
    } as const
    const entry = {
      ...about(request.id, at),
      ...({ kind: 'withdrawn', by: person, input } as const),
      ...withComment(commentHash),
    }
    return { ok: true, transition: { from: request, to, entry } }
  }
  return { ok: false, refusal: isOpen(request) ? 'under_way' : 'already_decided' }
}

/** Approved once enough different people have said yes by the rule in force; until then it waits on. */
function approve(
  request: RequestIn<'requested'>,
  { comment, commentHash, input }: Decision,
  { person, rule, counting }: Actor,
  at: Date,
): Transition {
  const approval = { by: person, at: at.getTime(), input, ...withComment(comment) }
  const kept = request.approvals.filter(({ by }) => counting.includes(by) && by !== person)
  const approvals = [...kept, approval]
  const gone = request.approvals.filter(({ by }) => !counting.includes(by) && by !== person)
  const voided = [...(request.voided ?? []), ...gone.map((one) => one.input)]
  const enough = approvals.length >= rule.approvals
  const waiting = { ...next(request), approvals, ...(voided.length > 0 ? { voided } : {}) }
  const to: Request = enough ? { ...waiting, state: 'approved', approvedAt: at.getTime(), tries: 0 } : waiting
  const entry = {
    ...about(request.id, at),
    ...({ kind: 'approved', by: person, input } as const),
    ...{ rule: rule.name, needed: rule.approvals, given: approvals.length },
    ...(gone.length > 0 ? { void: gone.map(({ by }) => by) } : {}),
    ...withComment(commentHash),
  }
  return { from: request, to, entry }
}

function deny(
  request: RequestIn<'requested'>,
  { comment, commentHash, input }: Decision,
  by: PersonId,
  at: Date,
): Transition {
  const to = { ...ended(request, at), state: 'denied', by, input, ...withComment(comment) } as const
  const entry = { ...about(request.id, at), kind: 'denied', by, input, ...withComment(commentHash) } as const
  return { from: request, to, entry }
}

/** Of a request its text, of an entry the hash of it. */
export function withComment(comment: string | undefined): { readonly comment?: string } {
  return comment ? { comment } : {}
}

/** Who cannot be told apart is refused, in other words than who is known not to be in it. */
export function unless(standing: Standing, otherwise: Refusal): Refusal | null {
  if (standing === 'unknown') return 'identity_unknown'
  return standing === null ? otherwise : null
}
