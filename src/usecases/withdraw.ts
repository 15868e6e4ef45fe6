import { withdraw as judge } from '../core/deciding.ts'
import type { RequestId } from '../core/ids.ts'
import type { Reply } from '../core/reply.ts'
import type { Deps } from '../ports.ts'
import { moveOn, type RequestReads } from './move-on.ts'
import type { Asker } from './refuse.ts'

/** Takes a request back before its call is made. */
export function withdraw(
  deps: Deps & { readonly reads: RequestReads },
  asker: Asker,
  { request, comment }: { readonly request: RequestId; readonly comment?: string },
): Promise<Reply> {
  const said = comment ? { comment, commentHash: deps.sha256(comment) } : {}
  const withdrawal = { input: asker.input, ...said }
  return moveOn(
    deps,
    asker,
    { request },
    {
      judge: (stored, actor, at) => judge(stored, withdrawal, actor, at),
      reply: (withdrawn) => ({ kind: 'withdrawn', request: withdrawn }),
    },
  )
}
