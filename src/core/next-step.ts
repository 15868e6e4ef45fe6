import { LONGEST_PAUSE } from './calling.ts'
import { UNUSED_FOR } from './closing.ts'
import { isOpen, type Request, type RequestIn } from './request.ts'
import { isReadDue } from './settling.ts'

/** What is to be done with a request now. `wait` without a time: something else will wake it. */
export type Step =
  | { readonly do: 'nothing' }
  | { readonly do: 'wait'; readonly until?: number }
  | { readonly do: 'expire'; readonly request: RequestIn<'requested' | 'approved'> }
  | { readonly do: 'remind'; readonly request: RequestIn<'requested'> }
  | { readonly do: 'execute'; readonly request: RequestIn<'approved'> }
  | { readonly do: 'release'; readonly request: RequestIn<'executing'> }
  | { readonly do: 'lose'; readonly request: RequestIn<'calling'> }
  | { readonly do: 'read'; readonly request: RequestIn<'unconfirmed'> }

/**
 * The one answer to "what now?", made from the stored request alone, so that a lost or doubled wake-up changes
 * nothing. It is asked by whoever picks the request up afresh: an *executing* or *calling* one was left by a life
 * that ended. The first has sent nothing and is given back; the second may have, so it is only read.
 */
export function nextStep(request: Request, facts: { readonly cardPosted: boolean }, at: Date): Step {
  const now = at.getTime()
  if (!isOpen(request)) return { do: 'nothing' }
  switch (request.state) {
    case 'requested':
      return beforeDecision(request, now)
    case 'approved':
      return afterApproval(request, facts, now)
    case 'executing':
      return { do: 'release', request }
    case 'calling':
      return { do: 'lose', request }
    case 'unconfirmed':
      return isReadDue(request, at) ? { do: 'read', request } : { do: 'wait', until: request.nextReadAt }
  }
}

/** One reminder, also when its time passed unseen; none once the time for a decision is over. */
function beforeDecision(request: RequestIn<'requested'>, now: number): Step {
  const { expiresAt, remindAt, remindedAt } = request
  if (now >= expiresAt) return { do: 'expire', request }
  if (remindAt === undefined || remindedAt !== undefined) return { do: 'wait', until: expiresAt }
  return now >= remindAt ? { do: 'remind', request } : { do: 'wait', until: Math.min(remindAt, expiresAt) }
}

/** No call is made before the card stands in the channel, nor once the approval has gone stale. */
function afterApproval(
  request: RequestIn<'approved'>,
  facts: { readonly cardPosted: boolean },
  now: number,
): Step {
  const stale = request.approvedAt + UNUSED_FOR
  if (now >= stale) return { do: 'expire', request }
  if (!facts.cardPosted) return { do: 'wait', until: stale }
  const until = request.waiting?.until ?? 0
  // Further off than a pause can be: the clock was set back.
  return now >= until || until - now > LONGEST_PAUSE
    ? { do: 'execute', request }
    : { do: 'wait', until: Math.min(until, stale) }
}
