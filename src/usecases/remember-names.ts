import type { PersonId } from '../core/ids.ts'
import type { Log, People } from '../ports.ts'

export interface Names {
  /** Somebody was identified just now, under this name. */
  seen(person: PersonId, name: string): Promise<void>
}

/** Often enough to say when somebody was last seen, and not with every press. */
const SEEN_AGAIN_AFTER_MS = 3_600_000

/** The same people, whose names are kept as they are identified: the audit log has ids alone. */
export function rememberNames(
  people: People,
  { names, now, log }: { readonly names: Names; readonly now: () => Date; readonly log: Log },
): People {
  const noted = new Map<PersonId, { readonly name: string; readonly at: number }>()

  /** Nobody is kept from anything because a name could not be written down. */
  async function note(person: PersonId, name: string): Promise<void> {
    const before = noted.get(person)
    const at = now().getTime()
    if (before?.name === name && Math.abs(at - before.at) < SEEN_AGAIN_AFTER_MS) return
    noted.set(person, { name, at })
    await names.seen(person, name).catch((err: unknown) => {
      noted.delete(person)
      log.warn({ err }, 'a name could not be written down')
    })
  }

  return {
    async identify(user) {
      const identity = await people.identify(user)
      if (identity.ok) await note(identity.person, identity.name)
      return identity
    },
    members: (group) => people.members(group),
  }
}
