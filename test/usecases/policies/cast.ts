import { ChannelId, GroupId, KeyId, PersonId } from '../../../src/core/ids.ts'

/** Everybody there is, by the id that counts. */
export const PEOPLE = ['W0ANA', 'W0BEN', 'U0CLEO', 'U0DAN', 'U0EVA', 'U0FINN'].map((id) => PersonId.parse(id))
/** Somebody whom no policy names. */
export const STRANGER = PersonId.parse('U0GUS')
/** On Grid two of them have another id too: that of their workspace. */
const OTHER_IDS = new Map([
  ['W0ANA', PersonId.parse('U0ANA')],
  ['W0BEN', PersonId.parse('U0BEN')],
])
export const GROUPS = ['S0OPS', 'S0SEC', 'S0LEADS'].map((id) => GroupId.parse(id))
export const CHANNELS = ['C0AUDIT', 'C0OPS', 'C0DEV'].map((id) => ChannelId.parse(id))

export function otherIdOf(person: PersonId): PersonId {
  return OTHER_IDS.get(person) ?? person
}

/** The one id of somebody who may have two. */
export function oneIdOf(person: PersonId): PersonId {
  return PEOPLE.find((one) => one === person || otherIdOf(one) === person) ?? person
}

/** Reasons that people give, and the tickets that each of them names. */
export const REASONS: Readonly<Record<string, readonly string[]>> = {
  'CHG-4711': ['CHG'],
  'see inc-12, thanks': ['INC'],
  'no ticket yet': [],
  'XCHG-1 or CHG- 2': [],
  'CHG-7 and INC-8': ['CHG', 'INC'],
}

export function keyIdOf(key: number): KeyId {
  return KeyId.parse(`2f3b9c1e-0d5f-4a43-9a64-6a2f0c6f1b0${key}`)
}

export function keyOf(id: string): number {
  return Number(id.at(-1))
}
