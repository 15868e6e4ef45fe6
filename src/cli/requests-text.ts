import { utc } from '../audit/utc.ts'
import { type Names, who } from '../audit/who.ts'
import { UNUSED_FOR } from '../core/closing.ts'
import { keyName } from '../core/key.ts'
import { isOpen, type OpenState, type Request, type RequestIn } from '../core/request.ts'
import { asksAPerson } from '../core/settling.ts'
import { faultWords } from '../slack/views/fault.ts'
import { questionOn } from '../slack/views/question.ts'
import { counted, quorumOf } from '../slack/views/quorum.ts'
import { sentence, titleOf } from '../slack/views/state.ts'
import { toWish } from '../slack/views/wish.ts'
import type { Posted } from '../store/posts.ts'
import { columns } from './columns.ts'
import { inlineText } from './inline-text.ts'
import { value } from './no-text.ts'

type Row = readonly [label: string, text: string]

/** A request for whoever is on call: how it stands, whether people see it, and what can be done. */
export function postedText(posted: Posted, names: Names, now: Date): string {
  const { request } = posted
  const { key, requester, askedAt } = request
  const rows: readonly Row[] = [
    ['  Key', value(keyName(key))],
    ['', value(key.arn)],
    ['  Asked', `${toWish(request)}, by ${who(requester, names)}, ${at(askedAt)}`],
    ['  Since', `${at(sinceOf(request))}${untilWords(request, now)}`],
    isOpen(request)
      ? ['  Waits', waitsFor(request, posted.card.ts !== null)]
      : ['  Ended', inlineText(sentence(request), names)],
    ['  Card', cardWords(posted)],
    ...toDo(posted).map((text, index): Row => [index === 0 ? '  To do' : '', text]),
  ]
  return `${request.id}  ${titleOf(request)}\n${columns(rows)}\n`
}

/** The same as data; times are epoch milliseconds. */
export function postedJson(posted: Posted, names: Names) {
  const { request, card, owed, untold, slack } = posted
  const { id, state, operation, periodDays, key, requester, askedAt } = request
  return {
    ...{ id, state, operation, periodDays },
    key: { arn: key.arn, name: keyName(key) },
    requester: { id: requester, name: names.get(requester) },
    ...{ askedAt, since: sinceOf(request), until: untilOf(request) },
    approvals: { given: request.approvals.length, needed: request.rule.approvals },
    ...(isOpen(request)
      ? { waits: waitsFor(request, card.ts !== null), asksAPerson: asksAPerson(request) }
      : { ended: inlineText(sentence(request), names) }),
    ...{ card, owed, untold, slack, toDo: toDo(posted) },
  }
}

/** How it stands, in a sentence or two. */
export function standsWords(request: Request, names: Names): string {
  return `${titleOf(request)}. ${inlineText(sentence(request), names)}`
}

/** Since when it is in its state, as far as a request knows that itself. */
function sinceOf(request: Request): number {
  if ('endedAt' in request) return request.endedAt
  if ('calledAt' in request) return request.calledAt
  return 'approvedAt' in request ? request.approvedAt : request.askedAt
}

/** When it ends by itself; null where it does not. */
function untilOf(request: Request): number | null {
  if (request.state === 'requested') return request.expiresAt
  return request.state === 'approved' ? request.approvedAt + UNUSED_FOR : null
}

function untilWords(request: Request, now: Date): string {
  const until = untilOf(request)
  if (until === null) return ''
  return now.getTime() < until
    ? `, until ${at(until)}`
    : `, until ${at(until)}: its time is over, so the bot would have ended it. See whether the bot runs.`
}

/** What it takes for an open request to go on. */
export function waitsFor(request: RequestIn<OpenState>, hasCard: boolean): string {
  switch (request.state) {
    case 'requested':
      return `for a decision: ${counted(quorumOf(request))} approvals given`
    case 'approved':
      if (!hasCard) return 'for its card: no call is made before it stands in the channel'
      return request.waiting
        ? `for its next try, ${at(request.waiting.until)}. ${faultWords(request.waiting.fault)} No call was made yet.`
        : 'for the bot, which makes its call next'
    case 'executing':
      return 'for the bot, which reads the key once more before its call'
    case 'calling':
      return 'for the answer to its call'
    case 'unconfirmed':
      return `for ${whoFindsOut(request)}. ${faultWords(request.fault)} The call may or may not have taken effect, so it is not made again.`
  }
}

function whoFindsOut({ personAskedAt, reads, nextReadAt }: RequestIn<'unconfirmed'>): string {
  return personAskedAt === undefined
    ? `the bot, which reads the key to find out: ${reads} times so far, next ${at(nextReadAt)}`
    : `a person who says what AWS shows, asked since ${at(personAskedAt)}`
}

function cardWords({ card: { channel, ts, givenUp, upToDate }, owed, untold, slack }: Posted): string {
  const why = slack === null ? '' : ` (Slack says ${value(slack)})`
  const more = [
    ...(owed > 0 ? [`${messages(owed)} still to be posted`] : []),
    ...(untold > 0 ? [`${messages(untold)} given up${givenUp ? '' : why}`] : []),
  ]
  return [whereItStands(), ...more].join('; ')

  function whereItStands(): string {
    if (givenUp)
      return ts === null
        ? `could not be posted in ${channel}${why}`
        : `stands in ${channel}, but shows what was before: it could not be redrawn${why}`
    if (ts === null) return `not yet posted in ${channel}`
    return upToDate ? `stands in ${channel}` : `stands in ${channel}, and is to be redrawn`
  }
}

function messages(count: number): string {
  return count === 1 ? 'one message' : `${count} messages`
}

/** What whoever is at the command line can do about it. */
function toDo({ request, card, untold }: Posted): readonly string[] {
  const { id } = request
  return [
    ...(asksAPerson(request)
      ? [
          `Look the key up in AWS: is automatic rotation ${questionOn(request).asked}?`,
          `Then: cckm-bot requests settle ${id} --on, or --off if not`,
        ]
      : []),
    ...(card.givenUp || untold > 0
      ? [
          `Once ${card.givenUp ? `the bot can post in ${card.channel} again` : 'Slack takes them'}: cckm-bot requests retry-posts ${id}`,
        ]
      : []),
    ...(request.state === 'requested' || request.state === 'approved'
      ? [`To end it now: cckm-bot requests expire ${id}`]
      : []),
  ]
}

export function at(ms: number): string {
  return utc(new Date(ms).toISOString())
}
