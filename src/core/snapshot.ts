import type { Key } from './key.ts'

/**
 * The fields of a key an approval stands on, as text. Not in it: what changes by itself (updatedAt, synced_at,
 * the next rotation date) and what says nothing about the operation (description).
 */
const SNAPSHOT = {
  ARN: (key) => key.arn,
  KMS: (key) => key.kms.id,
  aliases: (key) => [...key.aliases].sort().join(', '),
  state: (key) => key.state,
  origin: (key) => key.origin,
  spec: (key) => key.spec,
  usage: (key) => key.usage,
  manager: (key) => key.manager,
  'multi-Region': (key) => key.multiRegion,
  gone: (key) => (key.gone ? 'yes' : 'no'),
  rotation: (key) => (key.rotation.on ? 'on' : 'off'),
  period: (key) => (key.rotation.periodDays ? `${key.rotation.periodDays} days` : 'not reported'),
} as const satisfies Record<string, (key: Key) => string>

export interface Change {
  readonly field: string
  readonly before: string
  readonly after: string
}

/** What of the snapshot differs between two reads of a key; empty when an approval of the first covers the second. */
export function changesBetween(before: Key, after: Key): readonly Change[] {
  return Object.entries(SNAPSHOT)
    .map(([field, read]) => ({ field, before: read(before), after: read(after) }))
    .filter((change) => change.before !== change.after)
}

/** The text whose SHA-256 is the snapshot hash. */
export function snapshotText(key: Key): string {
  return JSON.stringify(Object.values(SNAPSHOT).map((read) => read(key)))
}
