import { buildKey } from './build-key.ts'
import type { KeyRecord } from './key.ts'
import * as kinds from './key-kinds.ts'
import { legacyKms, periodKms } from './kms.ts'
import { createRandom, type Random } from './random.ts'

// The first entry is repeated so that most keys can be rotated, as in a real account.
const mix: readonly kinds.KeyKind[] = [
  {},
  {},
  {},
  {},
  kinds.rotationOn,
  kinds.asymmetric,
  kinds.hmac,
  kinds.imported,
  kinds.disabled,
  kinds.pendingDeletion,
]

const rootKms = [legacyKms, periodKms]

/** The same `count` and `seed` give the same keys, whatever else the simulator holds. */
export function generatedKeys(count: number, seed: number): KeyRecord[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => generatedKey(random, index + 1))
}

function generatedKey(random: Random, number: number): KeyRecord {
  const kms = random.pick(rootKms)
  const kind = random.pick(mix)
  const key = buildKey({
    ...kind,
    id: random.uuid(),
    keyId: random.uuid(),
    alias: `alias/gen-${String(number).padStart(6, '0')}`,
    kms,
    region: random.pick(kms.regions),
    createdAt: createdAt(random),
  })
  if (key.aws_param.KeyRotationEnabled && kms !== legacyKms) {
    key.aws_param.RotationPeriodInDays = 365
    key.aws_param.NextRotationDate = '2027-03-02T09:20:53Z'
  }
  return { key, hidden: false }
}

function createdAt(random: Random): string {
  const second = new Date(Date.UTC(2024, 0, 1) + random.below(730 * 86_400) * 1000).toISOString().slice(0, 19)
  const digits = random.pick([0, 6, 9])
  const fraction = String(random.below(1_000_000_000)).padStart(9, '1').slice(0, digits)
  return flat(digits === 0 ? `${second}Z` : `${second}.${fraction}Z`)
}

// V8 keeps a part of a string together with the whole, and a sum as a tree of its parts.
function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}
