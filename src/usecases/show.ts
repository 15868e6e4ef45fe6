import type { KeyReference } from '../core/key-reference.ts'
import { ineligible } from '../core/operations.ts'
import type { Reply } from '../core/reply.ts'
import type { Request } from '../core/request.ts'
import type { Deps } from '../ports.ts'
import { resolveKey } from './resolve-key.ts'

export interface ShowReads {
  lastRequestOn(arn: string): Promise<Request | null>
}

/** One key as CipherTrust has it, and what the bot knows of it. A read: it makes no entry, refused or not. */
export async function show(
  deps: Pick<Deps, 'ciphertrust'> & { readonly reads: ShowReads },
  reference: KeyReference,
): Promise<Reply> {
  const resolved = await resolveKey(deps.ciphertrust, reference)
  if (!resolved.ok) return { kind: 'refused', refusal: resolved.refusal, ...resolved.facts }
  const { key } = resolved
  const last = await deps.reads.lastRequestOn(key.arn)
  return { kind: 'key', key, ineligible: ineligible('enable-auto-rotation', key), last }
}
