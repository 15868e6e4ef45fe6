import { CipherTrustFault } from '../../core/fault.ts'
import type { Key, Rotation } from '../../core/key.ts'
import type { Api } from '../api.ts'
import { AwsKey } from './key.ts'
import { list } from './list.ts'

// Enough to find one that rotates, where some do.
const PAGING = { pageSize: 100, atMost: 300 }

/**
 * Whether CipherTrust reports the period of keys like this one. A key that does not rotate shows none either way, so it is
 * told by others of its KMS that do; null where none does, or they cannot be read.
 */
export async function reportsPeriods(api: Api, key: Key): Promise<boolean | null> {
  if (key.rotation.on) return tells(key.rotation)
  try {
    const { rows } = await list(api, { kms_id: key.kms.id }, PAGING)
    const others = rows
      .flatMap((row) => AwsKey.safeParse(row).data ?? [])
      .filter((other) => isLike(key, other))
    return others.length === 0 ? null : others.some(({ rotation }) => tells(rotation))
  } catch (error) {
    if (error instanceof CipherTrustFault) return null
    throw error
  }
}

/** The filter may have been ignored; and nobody chose a period for a key that AWS manages. */
function isLike({ kms }: Key, other: Key): boolean {
  return other.kms.id === kms.id && other.rotation.on && other.manager !== 'AWS'
}

function tells({ periodDays }: Rotation): boolean {
  return periodDays !== undefined
}
