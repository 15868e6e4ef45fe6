import type { InputId, PersonId } from './ids.ts'
import type { Verdict } from './input.ts'
import type { Standing, Standings } from './policy.ts'
import type { Refusal } from './refusal.ts'
import { isOpen, type Request, type RequestIn } from './request.ts'
import { about, ended, next, type Transition } from './transition.ts'

/** Somebody who wants to do something to a request, identified just now, with what the policy says of them. */
export interface Actor {
  readonly person: PersonId
  readonly standings: Standings
}

export interface Decision {
  readonly verdict: Verdict
  readonly comment?: string
  readonly input: InputId
}

/** A rule said yes, and this is the step; or it said no. */
export type Ruling =
  | { readonly ok: true; readonly transition: Transition }
  | { readonly ok: false; readonly refusal: Refusal }

/** Approves or denies. The one place that judges it: buttons, modals and commands all come here. */
export function decide(request: Request, decision: Decision, actor: Actor, at: Date): Ruling {
  const refusal = whyNotDecide(request, actor, at)
  if (refusal) return { ok: false, refusal }
  if (request.state !== 'requested') return { ok: false, refusal: 'already_decided' }
  const transition = decision.verdict === 'approve' ? approve : deny
  return { ok: true, transition: transition(request, decision, actor.person, at) }
}

/** Why this person cannot decide about this request now; null when they can. */
export function whyNotDecide(request: Request, { person, standings }: Actor, at: Date): Refusal | null {
  if (person === request.requester) return 'own_request'
  const no = unless(standings.approvers, 'not_approver')
  if (no) return no
  if (request.state !== 'requested') return 'already_decided'
  return at.getTime() >= request.expiresAt ? 'too_late' : null
}

/** Takes a request back: its requester may, and whoever the policy lists as an admin, until the call is being made. */
export function withdraw(
  request: Request,
  { input, comment }: Pick<Decision, 'input' | 'comment'>,
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
    const entry = { ...about(request.id, at), kind: 'withdrawn', by: person, input } as const
    return { ok: true, transition: { from: request, to, entry } }
  }
  return { ok: false, refusal: isOpen(request) ? 'under_way' : 'already_decided' }
}

function approve(
  request: RequestIn<'requested'>,
  { comment, input }: Decision,
  by: PersonId,
  at: Date,
): Transition {
  const approval = { by, at: at.getTime(), input, ...withComment(comment) }
  const approvals = [...request.approvals, approval]
  const to = {
    ...next(request),
    approvals,
    state: 'approved',
    approvedAt: at.getTime(),
    tries: 0,
  } as const
  const entry = { ...about(request.id, at), kind: 'approved', by, rule: request.rule.name, input } as const
  return { from: request, to, entry }
}

function deny(
  request: RequestIn<'requested'>,
  { comment, input }: Decision,
  by: PersonId,
  at: Date,
): Transition {
  const to = { ...ended(request, at), state: 'denied', by, input, ...withComment(comment) } as const
  return { from: request, to, entry: { ...about(request.id, at), kind: 'denied', by, input } }
}

function withComment(comment: string | undefined): { readonly comment?: string } {
  return comment ? { comment } : {}
}

/** Who cannot be told apart is refused, in other words than who is known not to be in it. */
export function unless(standing: Standing, otherwise: Refusal): Refusal | null {
  if (standing === 'unknown') return 'identity_unknown'
  return standing === null ? otherwise : null
}
