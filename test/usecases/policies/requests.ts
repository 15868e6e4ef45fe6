import type { Operation } from '../../../src/core/operations.ts'
import { type InForce, ruleInForce } from './rule-in-force.ts'
import { whereNow } from './standing.ts'
import { rotationOf, type World } from './world.ts'
import type { Look } from './written.ts'

/** What somebody wants of a key. */
export interface Wish {
  readonly key: number
  readonly operation: Operation
  readonly period: number | null
  readonly reason: string | null
  /** Where it was typed; null where nobody typed it. */
  readonly channel: string | null
}

/** A request as the model has it. */
export interface Asked {
  id: string
  readonly wish: Wish
  readonly requester: string
  /** The key as it was then. */
  readonly look: Look
  readonly rule: InForce
  readonly expiresAt: number
  readonly remindAt: number
  /** The bot itself opened it, for a key that had changed. */
  readonly follows: Asked | null
  state: string
  reminded: boolean
  /** Whose approval lies there, in their order. */
  approvals: string[]
  /** Everybody whose yes was taken, ever. */
  readonly said: string[]
  /** How many the rule asked for when somebody last approved, or at first. */
  needed: number
  approvedAt: number
  /** Given back so often, and until when. */
  tries: number
  until: number
  /** A call went out. */
  called: boolean
}

export function isOpen({ state }: Asked): boolean {
  return state === 'requested' || state === 'approved'
}

/** What the policy in force now says of a request: of its key as it was asked. */
export function ruleOf(world: World, { wish, look }: Asked): InForce {
  return ruleInForce(world.policy, wish, look)
}

/** Those whose approval counts by that rule, as far as Slack tells. */
export function countingFor(world: World, asked: Asked): string[] {
  const { approvers } = ruleOf(world, asked)
  return asked.approvals.filter((person) => whereNow(world, approvers, person) !== 'out')
}

/** Whether a key already is as a wish would leave it. */
export function isSo(world: World, { key, operation, period }: Wish): boolean {
  const { on, periodDays } = world.rotation(key)
  if (operation === 'disable-auto-rotation') return !on
  return on && (period === null || periodDays === period)
}

/** What of a key has changed since it was asked, of all that an approval stands on. */
export function changesOf(world: World, { look, wish: { key } }: Asked): readonly string[] {
  const now = world.look(key)
  const read = new Set(world.policy.rules.flatMap(({ match }) => Object.keys(match?.tags ?? {})))
  const tags = [...read].filter((name) => tagOf(look, name) !== tagOf(now, name))
  const reports = world.reports[key] ?? null
  const before = rotationOf(look, reports)
  const after = rotationOf(now, reports)
  return [
    ...(String([...look.aliases].sort()) === String([...now.aliases].sort()) ? [] : ['aliases']),
    ...(look.state === now.state ? [] : ['state']),
    ...(before.on === after.on ? [] : ['rotation']),
    ...(before.periodDays === after.periodDays ? [] : ['period']),
    ...tags.map((name) => `tag ${name}`),
  ]
}

/** A tag that is not there is another than an empty one. */
function tagOf({ tags }: Look, name: string): string | undefined {
  return Object.hasOwn(tags, name) ? tags[name] : undefined
}
