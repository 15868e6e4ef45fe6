import type { PersonId } from '../../core/ids.ts'
import type { Crowded } from '../../core/input.ts'

/** What is answered at once is not stored, so that it is counted here: what one person has under way, and all. */
export interface Crowd {
  /** Does the work, and counts it until it is done; or does nothing, and says why. */
  admit(person: PersonId, work: () => Promise<void>): Promise<void> | Crowded
}

/** Each may read keys and people for a while. Nobody types so fast, but a script does. */
const MOST_OF_ONE = 5
const MOST_OF_ALL = 50

export function createCrowd(): Crowd {
  const underWay = new Map<PersonId, number>()
  let all = 0

  function count(person: PersonId, by: 1 | -1): void {
    const own = (underWay.get(person) ?? 0) + by
    all += by
    if (own > 0) underWay.set(person, own)
    else underWay.delete(person)
  }

  return {
    admit(person, work) {
      if ((underWay.get(person) ?? 0) >= MOST_OF_ONE) return 'too_many_of_yours'
      if (all >= MOST_OF_ALL) return 'too_many'
      count(person, 1)
      return work().finally(() => count(person, -1))
    },
  }
}
