import type { KeyId } from '../core/ids.ts'
import type { Key } from '../core/key.ts'
import { against, inEffect, type Wanted } from '../core/operations.ts'
import type { CipherTrust } from '../ports.ts'

/** The key as it is now, or null. */
export async function readKey(
  ciphertrust: Pick<CipherTrust, 'read' | 'readRotation'>,
  wanted: Wanted,
  id: KeyId,
): Promise<Key | null> {
  const key = await ciphertrust.read(id)
  return key && asInAws(ciphertrust, wanted, key)
}

/**
 * Where CipherTrust's copy has a key as wanted already, AWS is asked as well, and its word counts: somebody may have
 * switched it in AWS since the copy was made, and nothing is called done because of a copy.
 */
export async function asInAws(
  ciphertrust: Pick<CipherTrust, 'readRotation'>,
  wanted: Wanted,
  key: Key,
): Promise<Key> {
  if (key.gone || !inEffect(wanted, key)) return key
  const rotation = await ciphertrust.readRotation(key.id)
  return against(wanted, rotation) === 'otherwise' ? { ...key, rotation } : key
}
