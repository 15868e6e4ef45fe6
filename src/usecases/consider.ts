import { cancel } from '../core/closing.ts'
import { compare } from '../core/compare.ts'
import { whyNotDecide } from '../core/deciding.ts'
import { CipherTrustFault, type Fault } from '../core/fault.ts'
import type { Verdict } from '../core/input.ts'
import type { Key } from '../core/key.ts'
import type { Reply } from '../core/reply.ts'
import type { RequestIn } from '../core/request.ts'
import { tagsRead } from '../core/rules.ts'
import { type Deps, StoreConflict } from '../ports.ts'
import { actorOn } from './actor-on.ts'
import { findNamed, type Named, type RequestReads } from './move-on.ts'
import { replaceRequest } from './open-request.ts'
import { readKey } from './read-key.ts'
import { type Asker, refuse } from './refuse.ts'

type ConsiderDeps = Deps & { readonly reads: RequestReads }

export interface Considering extends Named {
  readonly verdict: Verdict
  readonly comment?: string
}

/**
 * What somebody is to see before they decide: the form, drawn from what is stored, or why they cannot decide. Before
 * an approval the key is read: one that is no longer as it was asked is not put before anybody.
 */
export async function consider(deps: ConsiderDeps, asker: Asker, considering: Considering): Promise<Reply> {
  const found = await findNamed(deps, asker, considering)
  if (!found.ok) return found.reply
  const { request } = found
  const { verdict, comment } = considering
  const actor = await actorOn(deps, asker.person, request)
  const refusal = whyNotDecide(request, verdict, actor, deps.now())
  // Nobody could approve it any more, so nobody is to wait for it.
  if (refusal === 'policy_denies' && request.state === 'requested')
    return close(deps, request, [cancel(request, refusal, deps.now())])
  if (refusal) return refuse(deps.ledger, asker, refusal, { request })
  const { rule, counting } = actor
  const form = {
    kind: 'form',
    ...{ verdict, request, rule, counting },
    ...(comment ? { comment } : {}),
  } as const
  if (verdict === 'deny' || request.state !== 'requested') return form
  const read = await tryToRead(deps, request)
  // Its time may have run out meanwhile: what is over is not replaced.
  const tooLate = whyNotDecide(request, verdict, actor, deps.now())
  if (tooLate) return refuse(deps.ledger, asker, tooLate, { request })
  if ('fault' in read) return { ...form, fault: read.fault }
  return (await closeIfOutdated(deps, request, read.key)) ?? form
}

type Read = { readonly key: Key | null } | { readonly fault: Fault }

/** A key that cannot be read now keeps nobody from deciding: it is read and compared again before the call. */
async function tryToRead(deps: Deps, request: RequestIn<'requested'>): Promise<Read> {
  try {
    return { key: await readKey(deps.ciphertrust, request, request.key.id) }
  } catch (error) {
    if (!(error instanceof CipherTrustFault)) throw error
    return { fault: error.fault }
  }
}

/** Null when the key is as it was asked. */
async function closeIfOutdated(
  deps: ConsiderDeps,
  request: RequestIn<'requested'>,
  key: Key | null,
): Promise<Reply | null> {
  const found = compare(request, key, tagsRead(deps.policy))
  switch (found.is) {
    case 'as_asked':
      return null
    case 'in_effect':
      return close(deps, request, [cancel(request, 'already_so', deps.now())])
    case 'unfit':
      return close(deps, request, [cancel(request, found.why, deps.now())])
    case 'changed':
      return close(deps, request, await replaceRequest(deps, request, found))
  }
}

type Closing = Awaited<ReturnType<typeof replaceRequest>>

/** Whoever was first, the answer is how the request stands now. */
async function close(deps: ConsiderDeps, request: RequestIn<'requested'>, steps: Closing): Promise<Reply> {
  try {
    await deps.ledger.commit(...steps)
    return { kind: 'closed', request: steps[0].to }
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error
    return { kind: 'closed', request: (await deps.reads.request(request.id)) ?? request }
  }
}
