import type { InputId, RequestId } from '../core/ids.ts'
import type { Key } from '../core/key.ts'
import type { KeyReference } from '../core/key-reference.ts'
import type { Wanted } from '../core/operations.ts'
import type { Reply } from '../core/reply.ts'
import type { Request } from '../core/request.ts'
import { type Deps, StoreConflict } from '../ports.ts'
import { openRequest } from './open-request.ts'
import { type Asker, refuse } from './refuse.ts'
import { resolveKey } from './resolve-key.ts'
import { type WeighReads, weigh } from './weigh.ts'

export interface AskReads extends WeighReads {
  requestOfInput(input: InputId): Promise<Request | null>
  openRequestOn(arn: string): Promise<Request | null>
}

/** What is asked for, of which key. */
export interface Asked extends Wanted {
  readonly reference: KeyReference
  readonly reason?: string
  /** The request that came to nothing, asked again by a button on its card. */
  readonly follows?: RequestId
}

/**
 * Turns a wish of somebody who may ask into a request, or says why not. Asked twice for the same input it answers
 * with the request of the first time. An ineligible key never becomes a request.
 */
export async function ask(
  deps: Deps & { readonly reads: AskReads },
  asker: Asker,
  asked: Asked,
): Promise<Reply> {
  const before = await deps.reads.requestOfInput(asker.input)
  if (before) return { kind: 'asked', request: before }

  const resolved = await resolveKey(deps.ciphertrust, asked.reference, asked)
  if (!resolved.ok) return refuse(deps.ledger, asker, resolved.refusal, resolved.facts)
  const { key } = resolved
  const { rule, nos } = await weigh(deps, asker.person, key, {
    ...asked,
    typedIn: asked.follows ? null : asker.channel,
  })
  const [no] = nos
  if (no?.facts?.request?.inputId === asker.input) return { kind: 'asked', request: no.facts.request }
  if (no) return refuse(deps.ledger, asker, no.refusal, { key, ...no.facts })
  return (await deps.messenger.usable(rule.channel))
    ? record(deps, asker, asked, key)
    : refuse(deps.ledger, asker, 'channel_unusable', { key })
}

async function record(
  deps: Deps & { readonly reads: AskReads },
  asker: Asker,
  { operation, periodDays, reason, follows }: Asked,
  key: Key,
): Promise<Reply> {
  const { transitions, request } = openRequest(
    deps,
    {
      ...{ operation, key, requester: asker.person, inputId: asker.input, askedIn: asker.channel },
      ...(periodDays ? { periodDays } : {}),
      ...(reason ? { reason } : {}),
      ...(follows ? { follows } : {}),
    },
    deps.now(),
  )
  try {
    await deps.ledger.commit(...transitions)
    return { kind: 'asked', request }
  } catch (error) {
    // Somebody asked for the same key between our look and our write: the index let one through.
    const open = error instanceof StoreConflict ? await deps.reads.openRequestOn(key.arn) : null
    if (!open) throw error
    // Or this same input did: its job was run twice.
    return open.inputId === asker.input
      ? { kind: 'asked', request: open }
      : refuse(deps.ledger, asker, 'open_request', { key, request: open })
  }
}
