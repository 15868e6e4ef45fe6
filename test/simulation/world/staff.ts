import type { PersonId } from '../../../src/core/ids.ts'
import type { Policy } from '../../../src/core/policy.ts'
import { ANN, KIM, ONCALL, SAM, SECURITY } from '../../usecases/walk/cast.ts'
import { type Role, standing } from '../../usecases/walk/standing.ts'

interface Staff {
  readonly members: Readonly<Record<string, readonly PersonId[]>>
  readonly deactivated: readonly PersonId[]
}

const AT_FIRST: Staff = { members: { [ONCALL]: [ANN, SAM], [SECURITY]: [SAM, KIM] }, deactivated: [] }

/** Who works here and in which group, now and at every moment before. */
export function createStaff(now: () => number) {
  const pasts: { readonly at: number; readonly staff: Staff }[] = [{ at: 0, staff: AT_FIRST }]
  const current = () => pasts.at(-1)?.staff ?? AT_FIRST
  function change(set: Partial<Staff>): void {
    pasts.push({ at: now(), staff: { ...current(), ...set } })
  }
  const without = (people: readonly PersonId[], who: PersonId) => people.filter((person) => person !== who)
  return {
    current,
    leaves(who: PersonId): void {
      const groups = Object.entries(current().members)
      change({ members: Object.fromEntries(groups.map(([group, people]) => [group, without(people, who)])) })
    },
    joins(who: PersonId): void {
      const { members } = current()
      change({ members: { ...members, [SECURITY]: [...without(members[SECURITY] ?? [], who), who] } })
    },
    isDeactivated(who: PersonId): void {
      change({ deactivated: [...without(current().deactivated, who), who] })
    },
    allBack(): void {
      change(AT_FIRST)
    },
    /** Whether the policy had them in this list at any moment from then until now. */
    stood: (policy: Policy, person: PersonId, role: Role, from: number): boolean =>
      pasts.some(
        ({ staff }, index) =>
          (pasts[index + 1]?.at ?? now()) >= from &&
          standing({ ...staff, silent: false }, policy, person, role) === 'in',
      ),
  }
}
export type Personnel = ReturnType<typeof createStaff>
