import type { KeyId } from '../core/ids.ts'
import type { Key } from '../core/key.ts'
import { against, inEffect, type Wanted } from '../core/operations.ts'
import type { CipherTrust } from '../ports.ts'

/**
 * The key as it is now, or null. Where CipherTrust's copy has it as wanted already, AWS is asked as well, and its word
 * counts: somebody may have switched it in AWS since the copy was made, and nothing is called done because of a copy.
 */
export async function readKey(
  ciphertrust: Pick<CipherTrust, 'read' | 'readRotation'>,
  wanted: Wanted,
  id: KeyId,
): Promise<Key | null> {
  const key = await ciphertrust.read(id)
  if (!key || key.gone || !inEffect(wanted, key)) return key
  const rotation = await ciphertrust.readRotation(id)
  return against(wanted, rotation) === 'otherwise' ? { ...key, rotation } : key
}
