import type { Reply } from '../core/reply.ts'
import type { Deps } from '../ports.ts'
import { type AskReads, ask } from './ask.ts'
import { findNamed, type Named, type RequestReads } from './move-on.ts'
import type { Asker } from './refuse.ts'

/**
 * A request that came to nothing, asked anew by whoever presses: its key is looked at and judged as it is now. Its reason is
 * that of who gave it, and is not put into the mouth of somebody else.
 */
export async function askAgain(
  deps: Deps & { readonly reads: AskReads & RequestReads },
  asker: Asker,
  named: Named,
): Promise<Reply> {
  const found = await findNamed(deps, asker, named)
  if (!found.ok) return found.reply
  const { id, operation, periodDays, key, requester } = found.request
  const reason = requester === asker.person ? found.request.reason : undefined
  return ask(deps, asker, {
    ...{ operation, reference: { by: 'uuid', id: key.id }, follows: id },
    ...(periodDays === undefined ? {} : { periodDays }),
    ...(reason === undefined ? {} : { reason }),
  })
}
