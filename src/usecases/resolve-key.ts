import { distance } from 'fastest-levenshtein'
import { CipherTrustFault } from '../core/fault.ts'
import { bareAlias, type Key } from '../core/key.ts'
import type { KeyReference } from '../core/key-reference.ts'
import { ineligible, type Wanted } from '../core/operations.ts'
import type { Refusal } from '../core/refusal.ts'
import type { RefusalFacts, Refused } from '../core/reply.ts'
import type { CipherTrust } from '../ports.ts'
import { asInAws } from './read-key.ts'

export type Resolved =
  | { readonly ok: true; readonly key: Key }
  | { readonly ok: false; readonly refusal: Refusal; readonly facts: RefusalFacts }

/**
 * The one key a reference names, or why there is none: several match, none is visible, CipherTrust does not answer.
 * Where something is wanted of it that it seems to be already, its flag is that of AWS.
 */
export async function resolveKey(
  ciphertrust: CipherTrust,
  reference: KeyReference,
  wanted?: Wanted,
): Promise<Resolved> {
  try {
    const keys = await ciphertrust.find(reference)
    const [key] = keys
    if (keys.length > 1) return { ok: false, refusal: 'key_ambiguous', facts: { candidates: keys } }
    if (key && wanted && !ineligible(wanted.operation, key))
      return { ok: true, key: await asInAws(ciphertrust, wanted, key) }
    if (key) return { ok: true, key }
    return { ok: false, refusal: 'key_not_found', facts: await otherNames(ciphertrust, reference) }
  } catch (error) {
    if (!(error instanceof CipherTrustFault)) throw error
    return { ok: false, refusal: 'ciphertrust_fault', facts: { fault: error.fault } }
  }
}

/** Why there is nothing to show. Nobody asked for anything, so it is not said that nothing was. */
export function unreadable({ refusal, facts }: Extract<Resolved, { ok: false }>): Refused {
  return { kind: 'refused', refusal: refusal === 'ciphertrust_fault' ? 'unreadable' : refusal, ...facts }
}

const NEAREST = 3

/** The names most like the one typed. Help only: when they cannot be read, there are none. */
async function otherNames(ciphertrust: CipherTrust, reference: KeyReference): Promise<RefusalFacts> {
  if (reference.by !== 'alias') return { nearest: [] }
  const { alias } = reference
  return { alias, nearest: mostLike(await ciphertrust.aliases().catch(noNames), alias) }
}

/** Of fewer letters too many names have a part. */
const LETTERS_OF_A_PART = 3

/** Those of the names that somebody may have meant by what they typed, wrong or a part of it, the nearest first. */
export function mostLike(names: readonly string[], text: string): readonly string[] {
  const typed = bare(text)
  const isPart = (name: string) => typed.length >= LETTERS_OF_A_PART && bare(name).includes(typed)
  return [...new Set(names)]
    .map((name) => ({ name, far: distance(bare(name), typed) }))
    .filter(({ name, far }) => far <= Math.max(2, typed.length / 3) || isPart(name))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAREST)
    .map(({ name }) => name)
}

/** Names in AWS differ by case; what people meant does not. */
function bare(alias: string): string {
  return bareAlias(alias).toLowerCase()
}

function noNames(error: unknown): readonly string[] {
  if (error instanceof CipherTrustFault) return []
  throw error
}
