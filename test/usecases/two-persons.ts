import { type Asking, ask } from '../../src/core/asking.ts'
import { claim, mark } from '../../src/core/calling.ts'
import { type Policy, WrittenRule } from '../../src/core/policy.ts'
import type { RequestIn } from '../../src/core/request.ts'
import { askAPerson, lose } from '../../src/core/settling.ts'
import type { Transition } from '../../src/core/transition.ts'
import {
  ANN,
  AUDIT,
  anAsking,
  approvedBySam,
  aRequestId,
  as,
  BOB,
  CARD_TS,
  HUNG_UP,
  KIM,
  last,
  later,
  ONE_APPROVAL,
  SAM,
  SECURITY,
  T0,
  twoPersons,
  UNREACHABLE,
} from '../builders.ts'
import { askerOf, createWorld, type Script } from './world.ts'

export const ID = aRequestId(1)
/** The id of the first request that the bot makes itself. */
export const FRESH = aRequestId(21)
export const CARD = { channel: AUDIT, ts: CARD_TS }

export const bySam = askerOf(SAM, 'view:sam')
export const byKim = askerOf(KIM, 'view:kim')
export const byAnn = askerOf(ANN, 'view:ann')
export const byBob = askerOf(BOB, 'view:bob')

/** From the asking to where a second person has to say something. */
export const asked = (changes: Partial<Asking> = {}): readonly Transition[] => [
  ask(anAsking({ rule: ONE_APPROVAL, ...changes }), T0),
]

export const agreed = (changes: Partial<Asking> = {}): readonly Transition[] => [
  ...asked(changes),
  approvedBySam(changes),
]

/** Until a person is asked what became of the call. */
export function unsettled(): readonly Transition[] {
  const path = [...agreed()]
  const on = <R extends Transition>(step: R): R => {
    path.push(step)
    return step
  }
  const claimed = on(claim(as(last(path), 'approved'), 'bot-1', later(30)))
  const marked = on(mark(claimed.to, claimed.to.key, 'account-1', later(60)))
  const lost = as(on(lose(marked.to, HUNG_UP, later(61))).to, 'unconfirmed')
  on(askAPerson(lost, UNREACHABLE, later(1_000)))
  return path
}

/** A world in which a second person decides, with the request as this path leaves it, and its card. */
export async function withTwoPersons(path: readonly Transition[], script: Script = {}, inForce = twoPersons) {
  const world = createWorld(script, inForce)
  await world.begin(path)
  world.clock.at = later(60)
  return world
}

/** Sam approves, by their id; who else does is in a group that Slack does not tell about. */
export const samAndSilence: Policy = { ...twoPersons, approvers: [SAM, SECURITY], admins: [SECURITY] }
export const silent: Script = { members: [new Error('ratelimited'), new Error('ratelimited')] }
/** Sam approves, and nobody else. */
export const onlySam: Policy = { ...twoPersons, approvers: [SAM] }

/** A policy with these rules over its fields, in their order. */
export function withRules(top: Policy, ...rules: readonly object[]): Policy {
  return { ...top, rules: rules.map((rule) => WrittenRule.parse(rule)) }
}

export function approvedOf(path: readonly Transition[]): RequestIn<'approved'> {
  return as(last(path), 'approved')
}
