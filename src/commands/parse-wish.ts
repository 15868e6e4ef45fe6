import { type KeyReference, parseKeyReference } from '../core/key-reference.ts'
import type { UsageProblem } from '../core/reply.ts'
import { splitReason } from './split-reason.ts'
import { LONGEST } from './typed.ts'

export type ParsedWish =
  | { readonly ok: true; readonly reference: KeyReference; readonly reason?: string }
  | { readonly ok: false; readonly problem: UsageProblem }

/** Reads `<key> [because <reason>]`. */
export function parseWish(words: string): ParsedWish {
  if (words.length > LONGEST) return { ok: false, problem: 'too_long' }
  const { names, reason } = splitReason(words)
  const [name, ...more] = names
  if (name === undefined) return { ok: false, problem: 'no_key' }
  const reference = parseKeyReference(name)
  if (!reference) return { ok: false, problem: 'bad_key' }
  if (more.length > 0) return { ok: false, problem: more.every(isKey) ? 'several_keys' : 'unknown_word' }
  return { ok: true, reference, ...(reason ? { reason } : {}) }
}

/** A plain word could be an alias too, so only what looks like a key counts as a second one. */
function isKey(word: string): boolean {
  return /[/:]|^mrk-|^[0-9a-f]{8}-/i.test(word) && parseKeyReference(word) !== null
}
