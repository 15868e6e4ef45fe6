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
  /** How many entries of the rule could say what became of a call: approvers and admins, never who asks. */
  readonly settlers: number
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

/** Switching off is never asked for without a reason, whatever the rule says. */
function unexplained({ operation, reason }: Wish, { name, deny, reason: rule }: Rule): No | null {
  const { required, tickets } = rule
  if (deny !== undefined || !(required || operation === 'disable-auto-rotation')) return null
  const named = required && tickets.length > 0
  const facts = { rule: { name }, ...(named ? { tickets } : {}) }
  if (!reason) return { refusal: named ? 'ticket_required' : 'reason_required', facts }
  return named && !ticketIn(reason, tickets) ? { refusal: 'ticket_required', facts } : null
}

/** Where it cannot be told and nobody could say in the end what became of the call, the request would never end. */
function periodUntold({ periodDays }: Wish, { reportsPeriods, settlers }: Named): No | null {
  if (periodDays === undefined || reportsPeriods === true) return null
  return reportsPeriods === false || settlers === 0 ? { refusal: 'period_unknown' } : null
}

/** Found out before anybody waits: an approval that nobody could give. Groups that could not be read may hold enough. */
function tooFew({ name, deny, approvals }: Rule, { approvers: { people, unread } }: Named): No | null {
  if (deny !== undefined || unread.length > 0 || people.length >= approvals) return null
  return {
    refusal: 'too_few_approvers',
    facts: { rule: { name }, quorum: { needed: approvals, people: people.length } },
  }
}
