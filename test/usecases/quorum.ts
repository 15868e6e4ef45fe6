import type { Asking } from '../../src/core/asking.ts'
import { claim } from '../../src/core/calling.ts'
import { decide } from '../../src/core/deciding.ts'
import type { PersonId } from '../../src/core/ids.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { RequestIn } from '../../src/core/request.ts'
import { type Rule, ruleFor } from '../../src/core/rules.ts'
import type { Transition } from '../../src/core/transition.ts'
import type { Identity } from '../../src/ports.ts'
import { ANN, aKey, anActor, anInputId, as, KIM, last, later, ruled, SAM, twoPersons } from '../builders.ts'
import { asked } from './two-persons.ts'
import type { World } from './world.ts'

/** Sam and Kim must both approve. */
export const bothOfTwo: Policy = { ...twoPersons, approvals: 2 }
export const BOTH: Rule = ruleFor(bothOfTwo, { operation: 'enable-auto-rotation' }, aKey())

/** From the asking on, as these people approve it one after the other. */
export function approvedBy(
  people: readonly PersonId[],
  changes: Partial<Asking> = {},
): readonly Transition[] {
  const rule = changes.rule ?? BOTH
  const path = [...asked({ rule, ...changes })]
  people.forEach((person, nth) => {
    const actor = anActor(person, { approvers: person }, { rule, counting: people.slice(0, nth) })
    const decision = { verdict: 'approve', comment: 'fine', input: anInputId(nth + 2) } as const
    path.push(ruled(decide(last(path), decision, actor, later(20 + nth))))
  })
  return path
}

/** As it is claimed after both have approved it. */
export function claimed(changes: Partial<Asking> = {}): RequestIn<'executing'> {
  return claim(as(last(approvedBy([SAM, KIM], changes)), 'approved'), 'bot-1', later(30)).to
}

export const isNo = (person: PersonId, refusal: 'deactivated' | 'identity_unknown' | 'guest'): Identity => ({
  ...{ ok: false, person, refusal },
})

/** Slack knows everybody, however often it is asked, but as these answers say. */
export function knowing(world: World, ...but: readonly Identity[]): World {
  world.deps.people = {
    ...world.deps.people,
    identify: async (person) =>
      but.find((one) => one.person === person) ?? { ok: true, person, name: person === ANN ? 'Ann' : 'x' },
  }
  return world
}
