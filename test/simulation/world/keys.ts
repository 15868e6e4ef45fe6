import { KeyId, type RequestId } from '../../../src/core/ids.ts'
import type { Key } from '../../../src/core/key.ts'
import type { Wanted } from '../../../src/core/operations.ts'
import { aKey } from '../../builders.ts'

/** A key as AWS has it. */
export interface Look {
  readonly alias: number
  readonly enabled: boolean
  readonly hidden: boolean
  readonly on: boolean
  readonly periodDays: number
}

/** Something that happens, or happened, to a key. A call that is still on its way lies in the future. */
export interface KeyEvent {
  readonly at: number
  readonly key: number
  readonly set: Partial<Look>
  readonly by: RequestId | 'others'
}

export const KEYS = 3
/** CipherTrust does not report the period of this one. */
export const SILENT_KEY = 2
const AT_FIRST: Look = { alias: 0, enabled: true, hidden: false, on: false, periodDays: 365 }

/** Every key, as it is and as it was: the truth, whoever knows of it. */
export function createKeys(now: () => number) {
  const events: KeyEvent[] = []
  const of = (key: number) => events.filter((event) => event.key === key)
  const lookAt = (key: number, at: number): Look =>
    Object.assign({}, AT_FIRST, ...of(key).map((event) => (event.at <= at ? event.set : {})))
  return {
    lookAt,
    look: (key: number) => lookAt(key, now()),
    change(key: number, set: Partial<Look>, { at = now(), by = 'others' }: Partial<KeyEvent> = {}): void {
      events.push({ key, set, at, by })
      events.sort((a, b) => a.at - b.at)
    },
    /** What a request's own calls did, or will do once they arrive. */
    callsOf: (id: RequestId): readonly KeyEvent[] => events.filter(({ by }) => by === id),
    changesOf: (key: number): readonly number[] => of(key).map(({ at }) => at),
    /** Whether the key was as wanted at any moment from then until now. */
    wasAsWanted: (key: number, wanted: Wanted, from: number): boolean =>
      [from, ...of(key).map(({ at }) => at)].some(
        (at) => at >= from && at <= now() && isAsWanted(lookAt(key, at), wanted),
      ),
    /** Whether others changed the flag or the period after that. */
    undone: (key: number, since: number): boolean =>
      of(key).some(
        ({ at, by, set }) =>
          by === 'others' && at >= since && (set.on !== undefined || set.periodDays !== undefined),
      ),
  }
}
export type Keys = ReturnType<typeof createKeys>

export function isAsWanted({ on, periodDays }: Look, wanted: Wanted): boolean {
  const flag = wanted.operation === 'enable-auto-rotation'
  return on === flag && (wanted.periodDays === undefined || periodDays === wanted.periodDays)
}

export function aliasOf(key: number, { alias }: Look): string {
  return `alias/key-${key}-${alias}`
}

export function keyIdOf(key: number): KeyId {
  return KeyId.parse(`2f3b9c1e-0d5f-4a43-9a64-6a2f0c6f1b0${key}`)
}

export function keyOf(id: string): number {
  return Number(id.at(-1))
}

/** The key as CipherTrust reports it. */
export function shown(key: number, look: Look): Key {
  const awsKeyId = `7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c7${key}`
  return aKey({
    ...{ id: keyIdOf(key), awsKeyId, arn: `arn:aws:kms:eu-west-1:123456789012:key/${awsKeyId}` },
    ...{ aliases: [aliasOf(key, look)], state: look.enabled ? 'Enabled' : 'Disabled' },
    rotation: rotationOf(key, look),
  })
}

export function rotationOf(key: number, { on, periodDays }: Look) {
  return { on, ...(on && key !== SILENT_KEY ? { periodDays } : {}) }
}
