import type { Key } from './key.ts'
import { inEffect, ineligible } from './operations.ts'
import type { Refusal } from './refusal.ts'
import type { Request } from './request.ts'
import { type Change, changesBetween } from './snapshot.ts'

/** How a key, read now, stands against the request that was made about it. */
export type Comparison =
  | { readonly is: 'as_asked'; readonly key: Key }
  /** It already is as the operation would leave it. */
  | { readonly is: 'in_effect'; readonly key: Key }
  | { readonly is: 'unfit'; readonly why: Refusal }
  | { readonly is: 'changed'; readonly key: Key; readonly changes: readonly Change[] }

/**
 * `key` is null when CipherTrust no longer shows it to the bot's account; `tags` are those that the policy in force
 * reads.
 */
export function compare(request: Request, key: Key | null, tags: readonly string[]): Comparison {
  if (!key) return { is: 'unfit', why: 'key_not_found' }
  if (key.gone) return { is: 'unfit', why: 'key_gone' }
  if (inEffect(request, key)) return { is: 'in_effect', key }
  const why = ineligible(request.operation, key)
  if (why) return { is: 'unfit', why }
  const changes = changesBetween(request.key, key, tags)
  return changes.length > 0 ? { is: 'changed', key, changes } : { is: 'as_asked', key }
}
