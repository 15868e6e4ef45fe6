import { createHash } from 'node:crypto'
import type { Names } from '../audit/who.ts'
import type { ChainedEntry } from '../core/entry.ts'
import { OsUser, type RequestId } from '../core/ids.ts'
import { witness } from '../slack/views/card.ts'
import type { Store } from '../store/open-store.ts'
import { expireByHand } from '../usecases/expire-by-hand.ts'
import type { ByHandDeps, MovedByHand } from '../usecases/move-on-by-hand.ts'
import { settleByHand } from '../usecases/settle-by-hand.ts'
import { changingRequests } from './requests-database.ts'
import { type Change, whyNot } from './requests-refused.ts'
import { standsWords } from './requests-text.ts'
import { misconfigured } from './slack.ts'
import { EXIT, type Exit, type World } from './world.ts'

/** Says what AWS shows of a call in doubt, in the name of whoever is at the command line. */
export function settleRequest(
  world: World,
  request: RequestId,
  said: { readonly on: boolean; readonly because?: string },
): Promise<Exit> {
  return change(world, 'settle', (deps, by) => settleByHand(deps, by, { request, ...said }))
}

/** Ends a request before its time, in the name of whoever is at the command line. */
export function expireRequest(
  world: World,
  request: RequestId,
  said: { readonly because?: string },
): Promise<Exit> {
  return change(world, 'expire', (deps, by) => expireByHand(deps, by, { request, ...said }))
}

async function change(
  world: World,
  what: Change,
  move: (deps: ByHandDeps, by: OsUser) => Promise<MovedByHand>,
): Promise<Exit> {
  const by = osUser(world)
  if (by === null) return misconfigured(world, [NAMELESS])
  return changingRequests(world, async (store, written) => {
    // Before anything is written: what fails after that would say that nothing was.
    const names: Names = new Map(await store.names.all())
    const moved = await move(depsOf(world, store), by)
    if (!moved.ok) {
      world.complain(whyNot(what, moved, names))
      return moved.request ? EXIT.not : EXIT.usage
    }
    const { request } = moved
    world.print([`${request.id}: ${standsWords(request, names)}`, ...told(written), TELLS].join('\n'))
    return EXIT.fine
  })
}

function depsOf({ now }: World, { ledger, requests }: Store): ByHandDeps {
  return { now, ledger, reads: requests, sha256 }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** Whoever is at the command line, as the audit log keeps them; null where their name is none that it can keep. */
export function osUser({ user }: World): OsUser | null {
  return OsUser.safeParse(`os:${user}`).data ?? null
}

export const NAMELESS =
  'The name of your user on this machine cannot be kept in the audit log, so nothing was done. Run this as another user, such as the one that runs the bot.'

/** Where the entries stand that were written: a hash that somebody saw is one more witness. */
export function told(written: readonly ChainedEntry[]): readonly string[] {
  return written.map((entry) => `It stands in the ${witness(entry)}.`)
}

export const TELLS = 'The bot tells it in Slack, at once where it runs, or else when it starts.'
