import type { InputId, RequestId } from '../core/ids.ts'
import type { Key } from '../core/key.ts'
import type { KeyReference } from '../core/key-reference.ts'
import { inEffect, ineligible, type Operation } from '../core/operations.ts'
import type { Refusal } from '../core/refusal.ts'
import type { RefusalFacts, Reply } from '../core/reply.ts'
import type { Request } from '../core/request.ts'
import { heldUntil } from '../core/settling.ts'
import { type Deps, StoreConflict } from '../ports.ts'
import { openRequest } from './open-request.ts'
import { type Asker, refuse } from './refuse.ts'
import { resolveKey } from './resolve-key.ts'

export interface AskReads {
  requestOfInput(input: InputId): Promise<Request | null>
  /** The newest request on this ARN, open or ended. */
  lastRequestOn(arn: string): Promise<Request | null>
  openRequestOn(arn: string): Promise<Request | null>
}

export interface Wish {
  readonly operation: Operation
  readonly reference: KeyReference
  readonly reason?: string
  /** The request that came to nothing, asked again. */
  readonly follows?: RequestId
}

/**
 * Turns a wish of somebody who may ask into a request, or says why not. Asked twice for the same input it answers
 * with the request of the first time. An ineligible key never becomes a request.
 */
export async function ask(
  deps: Deps & { readonly reads: AskReads },
  asker: Asker,
  wish: Wish,
): Promise<Reply> {
  const before = await deps.reads.requestOfInput(asker.input)
  if (before) return { kind: 'asked', request: before }

  const resolved = await resolveKey(deps.ciphertrust, wish.reference)
  if (!resolved.ok) return refuse(deps.ledger, asker, resolved.refusal, resolved.facts)
  const { key } = resolved

  const open = await deps.reads.openRequestOn(key.arn)
  if (open) return heldBy(deps, asker, key, open)
  const no = await whyNot(deps, wish.operation, key)
  if (no) return refuse(deps.ledger, asker, no.refusal, { key, ...no.facts })
  if (!(await deps.messenger.usable(deps.policy.channel)))
    return refuse(deps.ledger, asker, 'channel_unusable', { key })
  return record(deps, asker, wish, key)
}

interface No {
  readonly refusal: Refusal
  readonly facts?: RefusalFacts
}

async function whyNot(
  deps: Deps & { readonly reads: AskReads },
  operation: Operation,
  key: Key,
): Promise<No | null> {
  const refusal = ineligible(operation, key)
  if (refusal) return { refusal }
  if (inEffect(operation, key)) return { refusal: 'already_so' }
  const last = await deps.reads.lastRequestOn(key.arn)
  return last && deps.now().getTime() < heldUntil(last)
    ? { refusal: 'settling', facts: { request: last } }
    : null
}

async function record(
  deps: Deps & { readonly reads: AskReads },
  asker: Asker,
  wish: Wish,
  key: Key,
): Promise<Reply> {
  const { operation, reason, follows } = wish
  const { transitions, request } = openRequest(
    deps,
    {
      ...{ operation, key, requester: asker.person, inputId: asker.input, askedIn: asker.channel },
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
    return heldBy(deps, asker, key, open)
  }
}

/** The open request may be this same input's: its job was run twice. */
async function heldBy(deps: Deps, asker: Asker, key: Key, open: Request): Promise<Reply> {
  if (open.inputId === asker.input) return { kind: 'asked', request: open }
  return refuse(deps.ledger, asker, 'open_request', { key, request: open })
}
