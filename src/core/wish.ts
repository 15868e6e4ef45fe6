import type { ChannelId } from './ids.ts'
import type { Key } from './key.ts'
import { inEffect, ineligible, type Wanted } from './operations.ts'
import type { Refusal } from './refusal.ts'
import type { RefusalFacts } from './reply.ts'
import type { Request } from './request.ts'
import type { Rule } from './rules.ts'
import type { People, Standing } from './standing.ts'
import { ticketIn } from './ticket.ts'

/** What somebody wants of a key. */
export interface Wish extends Wanted {
  readonly reason?: string | undefined
  /** Where it was typed; null where no command was, and where it does not matter. */
  readonly typedIn: ChannelId | null
}

/** What was found out just now about those whom the rule names, and about the key. */
export interface Named {
  /** What the rule says of who asks. */
  readonly requester: Standing
  /** Those who could approve: never who asks. */
  readonly approvers: People
  /** Whether CipherTrust reports the periods of such keys; null where that cannot be told. */
  readonly reportsPeriods: boolean | null
  /** The request that is open on the key. */
  readonly open: Request | null
}

export interface No {
  readonly refusal: Refusal
  readonly facts?: RefusalFacts
}

/**
 * Every reason why a wish cannot become a request under this rule, the one to be told first; none when it can. The one
 * place that says it: asking, showing and explaining all come here.
 */
export function whyNotAsk(wish: Wish, key: Key, rule: Rule, named: Named): readonly No[] {
  return [
    notTheirs(rule, named),
    denied(rule),
    elsewhere(wish, rule),
    taken(named),
    unfit(wish, key),
    unexplained(wish, rule),
    periodUntold(wish, named),
    tooFew(rule, named),
  ].flatMap((no) => no ?? [])
}

/** Of these the ones that stand in the way of a wish not made yet: a reason is given with the asking. */
export function obstacles<N extends Pick<No, 'refusal'>>(nos: readonly N[]): readonly N[] {
  return nos.filter(({ refusal }) => refusal !== 'reason_required' && refusal !== 'ticket_required')
}

function notTheirs({ name }: Rule, { requester }: Named): No | null {
  if (requester === 'unknown') return { refusal: 'identity_unknown' }
  return requester === null ? { refusal: 'not_for_this_key', facts: { rule: { name } } } : null
}

function denied({ name, deny }: Rule): No | null {
  return deny === undefined ? null : { refusal: 'policy_denies', facts: { rule: { name, deny } } }
}

function elsewhere({ typedIn }: Wish, { askIn: channels }: Rule): No | null {
  const here = typedIn === null || channels === undefined || channels.includes(typedIn)
  return here ? null : { refusal: 'not_here', facts: { channels } }
}

/** Before what the key is: it may be so because of that request. */
function taken({ open }: Named): No | null {
  return open && { refusal: 'open_request', facts: { request: open } }
}

function unfit(wish: Wish, key: Key): No | null {
  const refusal = ineligible(wish.operation, key)
  if (refusal) return { refusal }
  return inEffect(wish, key) ? { refusal: 'already_so' } : null
}

function unexplained({ reason }: Wish, { name, deny, reason: { required, tickets } }: Rule): No | null {
  if (!required || deny !== undefined) return null
  const facts = { rule: { name }, ...(tickets.length > 0 ? { tickets } : {}) }
  if (!reason) return { refusal: tickets.length > 0 ? 'ticket_required' : 'reason_required', facts }
  return tickets.length > 0 && !ticketIn(reason, tickets) ? { refusal: 'ticket_required', facts } : null
}

function periodUntold({ periodDays }: Wish, { reportsPeriods }: Named): No | null {
  return periodDays !== undefined && reportsPeriods === false ? { refusal: 'period_unknown' } : null
}

/** Found out before anybody waits: an approval that nobody could give. Groups that could not be read may hold enough. */
function tooFew({ name, deny, approvals }: Rule, { approvers: { people, unread } }: Named): No | null {
  if (deny !== undefined || unread.length > 0 || people.length >= approvals) return null
  return {
    refusal: 'too_few_approvers',
    facts: { rule: { name }, quorum: { needed: approvals, people: people.length } },
  }
}
