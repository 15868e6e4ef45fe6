import { closest, distance } from 'fastest-levenshtein'
import { CipherTrustFault } from '../core/fault.ts'
import type { Key } from '../core/key.ts'
import type { KeyReference } from '../core/key-reference.ts'
import type { Refusal } from '../core/refusal.ts'
import type { RefusalFacts } from '../core/reply.ts'
import type { CipherTrust } from '../ports.ts'

export type Resolved =
  | { readonly ok: true; readonly key: Key }
  | { readonly ok: false; readonly refusal: Refusal; readonly facts: RefusalFacts }

/** The one key a reference names, or why there is none: several match, none is visible, CipherTrust does not answer. */
export async function resolveKey(ciphertrust: CipherTrust, reference: KeyReference): Promise<Resolved> {
  try {
    const keys = await ciphertrust.find(reference)
    const [key] = keys
    if (keys.length > 1) return { ok: false, refusal: 'key_ambiguous', facts: { candidates: keys } }
    if (key) return { ok: true, key }
    return { ok: false, refusal: 'key_not_found', facts: { nearest: await nearest(ciphertrust, reference) } }
  } catch (error) {
    if (!(error instanceof CipherTrustFault)) throw error
    return { ok: false, refusal: 'ciphertrust_fault', facts: { fault: error.fault } }
  }
}

const NEAREST = 3

/** The names most like the one typed; a name that shares less than half with it helps nobody. */
async function nearest(ciphertrust: CipherTrust, reference: KeyReference): Promise<readonly string[]> {
  if (reference.by !== 'alias') return []
  const typed = reference.alias
  const names = [...new Set(await ciphertrust.aliases())].filter(
    (name) => distance(name, typed) <= typed.length / 2,
  )
  const found: string[] = []
  while (found.length < NEAREST && found.length < names.length)
    found.push(
      closest(
        typed,
        names.filter((name) => !found.includes(name)),
      ),
    )
  return found
}
