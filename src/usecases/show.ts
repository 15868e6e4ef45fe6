import type { ChannelId, PersonId } from '../core/ids.ts'
import type { KeyReference } from '../core/key-reference.ts'
import { ineligible } from '../core/operations.ts'
import type { Reply } from '../core/reply.ts'
import { resolveKey, unreadable } from './resolve-key.ts'
import { type WeighDeps, weigh } from './weigh.ts'

/** Who looks, and where. */
export interface Looking {
  readonly person: PersonId
  readonly channel: ChannelId
}

/**
 * One key as CipherTrust has it, what the bot knows of it, and what would come of it if the reader asked now. A read: it
 * makes no entry, refused or not.
 */
export async function show(
  deps: WeighDeps,
  { person, channel }: Looking,
  reference: KeyReference,
): Promise<Reply> {
  const resolved = await resolveKey(deps.ciphertrust, reference)
  if (!resolved.ok) return unreadable(resolved)
  const { key } = resolved
  const operation = key.rotation.on ? 'disable-auto-rotation' : 'enable-auto-rotation'
  const [last, weighed] = await Promise.all([
    deps.reads.lastRequestOn(key.arn),
    weigh(deps, person, key, { operation, typedIn: channel }),
  ])
  const ifAsked = { operation, ...weighed } as const
  return { kind: 'key', key, ineligible: ineligible('enable-auto-rotation', key), last, ifAsked }
}
