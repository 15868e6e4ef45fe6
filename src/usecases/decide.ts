import { decide as judge } from '../core/deciding.ts'
import type { RequestId } from '../core/ids.ts'
import type { Verdict } from '../core/input.ts'
import type { Reply } from '../core/reply.ts'
import type { Deps } from '../ports.ts'
import { moveOn, type RequestReads } from './move-on.ts'
import type { Asker } from './refuse.ts'

export interface Deciding {
  readonly request: RequestId
  readonly verdict: Verdict
  readonly comment?: string
}

/** Approves or denies a request for somebody. The same input, run again, is answered as the first time. */
export function decide(
  deps: Deps & { readonly reads: RequestReads },
  asker: Asker,
  { request, verdict, comment }: Deciding,
): Promise<Reply> {
  const said = comment ? { comment, commentHash: deps.sha256(comment) } : {}
  const decision = { verdict, input: asker.input, ...said }
  return moveOn(
    deps,
    asker,
    { request },
    {
      judge: (stored, actor, at) => judge(stored, decision, actor, at),
      reply: (decided) => ({ kind: 'decided', verdict, request: decided }),
    },
  )
}
