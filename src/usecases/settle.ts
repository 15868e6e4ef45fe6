import type { Reply } from '../core/reply.ts'
import { settle as judge } from '../core/settling.ts'
import type { Deps } from '../ports.ts'
import { moveOn, type Named, type RequestReads } from './move-on.ts'
import type { Asker } from './refuse.ts'

/** Somebody looked into AWS, and says whether the call that nobody can read about was carried out. */
export function settle(
  deps: Deps & { readonly reads: RequestReads },
  asker: Asker,
  named: Named & { readonly on: boolean },
): Promise<Reply> {
  const testimony = { on: named.on, input: asker.input }
  return moveOn(deps, asker, named, {
    judge: (stored, actor, at) => judge(stored, testimony, actor, at),
    reply: (settled) => ({ kind: 'settled', request: settled }),
  })
}
