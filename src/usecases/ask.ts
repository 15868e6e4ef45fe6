import type { InputId } from '../core/ids.ts'
import { requestIdFrom } from '../core/ids.ts'
import type { Key } from '../core/key.ts'
import type { KeyReference } from '../core/key-reference.ts'
import { inEffect, ineligible, type Operation } from '../core/operations.ts'
import { ruleFor } from '../core/policy.ts'
import type { Refusal } from '../core/refusal.ts'
import type { RefusalFacts, Reply } from '../core/reply.ts'
import type { Request } from '../core/request.ts'
import { snapshotText } from '../core/snapshot.ts'
import { approveByPolicy, ask as asked, heldUntil } from '../core/transitions.ts'
import { type Deps, StoreConflict } from '../ports.ts'
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
    ? { refusal: 'settling', facts: { open: last } }
    : null
}

async function record(
  deps: Deps & { readonly reads: AskReads },
  asker: Asker,
  wish: Wish,
  key: Key,
): Promise<Reply> {
  const rule = ruleFor(deps.policy, wish.operation, key)
  const at = deps.now()
  const asking = asked(
    {
      id: requestIdFrom(deps.newId()),
      operation: wish.operation,
      key,
      snapshotHash: deps.sha256(snapshotText(key)),
      requester: asker.person,
      ...(wish.reason ? { reason: wish.reason } : {}),
      inputId: asker.input,
      askedIn: asker.channel,
      channel: deps.policy.channel,
      rule,
    },
    at,
  )
  const approval = approveByPolicy(asking.to, at)
  try {
    await deps.ledger.commit(asking, approval)
    return { kind: 'asked', request: approval.to }
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
  return refuse(deps.ledger, asker, 'open_request', { key, open })
}
