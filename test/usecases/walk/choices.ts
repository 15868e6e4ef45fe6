import fc from 'fast-check'
import type { PersonId } from '../../../src/core/ids.ts'
import { ANN, KIM, LEA, OTTO, PEOPLE, type PolicyName, SAM, UNA } from './cast.ts'
import { type Faults, KEYS, type Knobs, type Look, POST_FAULTS, SEND_FAULTS } from './world.ts'

export type Make<T> = fc.Arbitrary<T>

/** The first is far the likeliest. */
export function mostly<T>(first: T, ...others: T[]): Make<T> {
  const share = others.map((value) => ({ weight: 1, arbitrary: fc.constant(value) }))
  return fc.oneof({ weight: 3 * others.length + 1, arbitrary: fc.constant(first) }, ...share)
}

/** Each of these as often as it is said. */
export function often<T>(...choices: readonly (readonly [number, Make<T>])[]): Make<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })))
}

export const anybody: Make<PersonId> = fc.constantFrom(...PEOPLE)
export const asker = often([4, fc.constant<PersonId>(ANN)], [2, fc.constant(SAM)], [1, anybody])
export const decider = often([5, fc.constant<PersonId>(KIM)], [3, fc.constant(SAM)], [2, anybody])
export const whoSettles = often<PersonId>(
  [3, fc.constantFrom(KIM, LEA)],
  [2, fc.constantFrom(ANN, OTTO, UNA, SAM)],
)

export const key = fc.nat(KEYS - 1)
export const which = mostly(0, 1, 2, 3)
export const place = mostly<'card' | 'command' | 'elsewhere'>('card', 'command', 'elsewhere')
export const onCard = mostly<'card' | 'elsewhere'>('card', 'elsewhere')
export const policy: Make<PolicyName> = fc.constantFrom(
  ...(['two', 'loose', 'tight', 'both', 'sealed', 'vague'] as const),
)
export const seconds = fc.oneof(
  fc.integer({ min: 1, max: 120 }),
  fc.integer({ min: 120, max: 2_000 }),
  fc.integer({ min: 2_000, max: 40_000 }),
)

/** A key that nothing stands against. */
export const FRESH: Look = { alias: 0, enabled: true, gone: false, hidden: false, on: false }
export const keyChange = often<Partial<Look>>(
  [4, fc.nat(2).map((alias) => ({ alias }))],
  [3, fc.boolean().map((on) => ({ on }))],
  [2, fc.boolean().map((enabled) => ({ enabled }))],
  [1, fc.constantFrom({ hidden: true }, { gone: true })],
  [3, fc.constant(FRESH)],
)
export const sendFault = fc.record({ kind: fc.constantFrom(...SEND_FAULTS), thenDown: mostly(false, true) })
/** A POST of which nobody can tell whether it came through. */
export const lost = fc.constantFrom('lost_before', 'lost_after', 'lost_late', 'says_off_but_did')
export const fault = often<Partial<Faults>>(
  [3, sendFault.map((send) => ({ send }))],
  [1, fc.constant({ read: 'broken' })],
  [1, fc.constant({ token: 'refused' })],
  [2, fc.constantFrom(...POST_FAULTS).map((post) => ({ post }))],
)
export const knobs = fc.oneof<Make<Partial<Knobs>>[]>(
  fc.boolean().map((down) => ({ down })),
  fc.constantFrom(0, 30_000, 60_000).map((lag) => ({ lag })),
  fc.boolean().map((postsDown) => ({ postsDown })),
  fc.boolean().map((channelUsable) => ({ channelUsable })),
)
