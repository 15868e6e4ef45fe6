import type { Key } from './key.ts'
import { tagValues } from './rules.ts'

/**
 * The fields of a key an approval stands on, as text. Not in it: what changes by itself (updatedAt, synced_at,
 * the next rotation date) and what says nothing about the operation (description).
 */
const SNAPSHOT = {
  ARN: (key) => key.arn,
  account: (key) => key.account,
  Region: (key) => key.region,
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

/** `tags` are those that rules of the policy read. */
function fields(tags: readonly string[]): readonly (readonly [string, (key: Key) => string])[] {
  const ofTag = (name: string) =>
    [`tag ${name}`, (key: Key) => tagValues(key, name).map(written).join(', ') || NONE] as const
  return [...Object.entries(SNAPSHOT), ...tags.map(ofTag)]
}

const NONE = 'none'

/** A rule tells a tag that is not there from one that is empty, or that says “none”: so must its text. */
function written(value: string): string {
  return value === '' || value === NONE || value.startsWith('"') ? JSON.stringify(value) : value
}

/** What of the snapshot differs between two reads of a key; empty when an approval of the first covers the second. */
export function changesBetween(before: Key, after: Key, tags: readonly string[]): readonly Change[] {
  return fields(tags)
    .map(([field, read]) => ({ field, before: read(before), after: read(after) }))
    .filter((change) => change.before !== change.after)
}

/** The text whose SHA-256 is the snapshot hash. */
export function snapshotText(key: Key, tags: readonly string[]): string {
  return JSON.stringify(fields(tags).map(([, read]) => read(key)))
}
