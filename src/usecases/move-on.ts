import type { Actor, Ruling } from '../core/deciding.ts'
import { doneBy } from '../core/done-by.ts'
import type { RequestId } from '../core/ids.ts'
import type { CardAddress } from '../core/input.ts'
import type { Refusal } from '../core/refusal.ts'
import type { RefusalFacts, Reply } from '../core/reply.ts'
import type { Request } from '../core/request.ts'
import { type Deps, StoreConflict } from '../ports.ts'
import { actorOn } from './actor-on.ts'
import { type Asker, refuse } from './refuse.ts'

export interface RequestReads {
  request(id: RequestId): Promise<Request | null>
  /** Where the card stands now; null before it does, and once its channel was given up. */
  cardOf(id: RequestId): Promise<CardAddress | null>
}

/** A request that somebody named, by its id or by a button on its card. */
export interface Named {
  /** Null when what was pressed named none. */
  readonly request: RequestId | null
  /** Where the button was, when it was one; null when it was not on a message. */
  readonly card?: CardAddress | null
}

export interface Move {
  readonly judge: (request: Request, actor: Actor, at: Date) => Ruling
  readonly reply: (request: Request) => Reply
}

/** More than a request has states and approvals in which it can be lost to somebody else. */
export const MOST_RACES = 40

/**
 * Moves a request on for a person: judged by core, written by compare-and-swap. Who loses a race is judged again, by
 * what stands then, and so hears who was first. The same input, run again, is answered as the first time.
 */
export async function moveOn(
  deps: Deps & { readonly reads: RequestReads },
  asker: Asker,
  named: Named,
  move: Move,
): Promise<Reply> {
  for (let tries = 1; ; tries++) {
    const found = await findNamed(deps, asker, named)
    if (!found.ok) return found.reply
    const { request } = found
    const done = doneBy(request, asker.input)
    if (done) return done
    const actor = await actorOn(deps, asker.person, request)
    const ruling = move.judge(request, actor, deps.now())
    if (!ruling.ok)
      return refuse(deps.ledger, asker, ruling.refusal, { request, ...ruleFacts(ruling.refusal, actor) })
    try {
      await deps.ledger.commit(ruling.transition)
      return move.reply(ruling.transition.to)
    } catch (error) {
      if (!(error instanceof StoreConflict) || tries === MOST_RACES) throw error
    }
  }
}

/** Of a rule that denies: which, and why. */
export function ruleFacts(refusal: Refusal, { rule: { name, deny } }: Actor): RefusalFacts {
  return refusal === 'policy_denies' && deny !== undefined ? { rule: { name, deny } } : {}
}

export type Found =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly reply: Reply }

/** A button counts only on the card that the bot keeps for its request: any other message may have been made to look like it. */
export async function findNamed(
  deps: Deps & { readonly reads: RequestReads },
  asker: Asker,
  { request: id, card }: Named,
): Promise<Found> {
  const request = id && (await deps.reads.request(id))
  if (request && (card === undefined || isSame(card, await deps.reads.cardOf(request.id))))
    return { ok: true, request }
  const refusal = card === undefined ? 'no_such_request' : 'not_its_card'
  return { ok: false, reply: await refuse(deps.ledger, asker, refusal) }
}

function isSame(pressed: CardAddress | null, kept: CardAddress | null): boolean {
  return pressed !== null && kept !== null && pressed.channel === kept.channel && pressed.ts === kept.ts
}
