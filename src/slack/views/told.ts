import type { Entry, RequestEntry } from '../../core/entry.ts'
import type { PersonId, Witness } from '../../core/ids.ts'
import type { Rotation } from '../../core/key.ts'
import type { Member, Policy } from '../../core/policy.ts'
import type { Request } from '../../core/request.ts'
import { bold, type Inline, listed, mention, moment, person } from './blocks.ts'
import { askAgain, faultWords } from './fault.ts'
import { counted, voided } from './quorum.ts'
import { withComment } from './reason.ts'
import { closedBecause } from './refusal.ts'
import { inForce, ruleChange, ruleWords } from './rule.ts'
import { changes, expiredBecause, NO_APPROVAL, UNCHANGED } from './state.ts'
import { whoSays } from './who-says.ts'
import { every, toWish } from './wish.ts'

type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>

export const HEADLINES: Readonly<Record<RequestEntry['kind'], string>> = {
  asked: 'Asked',
  approved: 'Approved',
  reminded: 'Reminder',
  claimed: 'Taken up to make the call',
  released: 'Put off',
  calling: 'Calling CipherTrust',
  not_sent: 'The call did not leave, one more try',
  denied: 'Denied',
  withdrawn: 'Withdrawn',
  person_asked: 'A person has to answer',
  succeeded: 'Done',
  failed: 'Failed',
  unconfirmed: 'Not confirmed yet',
  read_again: 'Key read again',
  superseded: 'The key has changed',
  cancelled: 'Closed by the bot',
  expired: 'Expired',
}

/** Who reads it: the requester alone, or everybody. */
type Reader = 'requester' | 'all'

/** What happened, in a sentence or two; with the policy in force where it is at hand. */
export function told(request: Request, entry: RequestEntry, policy?: Policy, to?: Reader): readonly Inline[] {
  return [bold(`${headlineOf(entry)}. `), ...details(request, entry, policy, to)]
}

/** Nobody is said to have approved what no approval was asked for. */
export function headlineOf(entry: RequestEntry): string {
  return entry.kind === 'approved' && entry.by === 'policy' ? NO_APPROVAL : HEADLINES[entry.kind]
}

/** The same without the headline. */
export function details(
  request: Request,
  entry: RequestEntry,
  policy?: Policy,
  to: Reader = 'all',
): readonly Inline[] {
  switch (entry.kind) {
    case 'asked':
      return asked(request, entry)
    case 'approved':
      return entry.by === 'policy' ? ['So says the policy.'] : approved(request, entry, entry.by)
    case 'reminded':
      return [...reminded(entry.of), moment(request.expiresAt), '.']
    case 'denied':
    case 'withdrawn':
      return ['By ', person(entry.by), ...withComment(commentOf(request)), ` ${UNCHANGED}`]
    case 'person_asked':
      return [
        faultWords(entry.fault),
        ' The bot could not find out what became of the call. Please look the key up in the AWS console, and answer on the card.',
      ]
    case 'claimed':
      return [`Try ${entry.attempt}.`]
    case 'released':
      return entry.fault ? [faultWords(entry.fault)] : ['The bot was stopped before it sent anything.']
    case 'calling':
      return [`Automatic rotation is ${onOff(entry.before)} before the call.`]
    case 'not_sent':
    case 'unconfirmed':
      return [faultWords(entry.fault), OUTCOMES[entry.kind]]
    case 'failed':
      return [
        faultWords(entry.fault),
        OUTCOMES.failed,
        ...saysWho(entry.by, request),
        ` ${askAgain(entry.fault)}`,
      ]
    case 'succeeded':
      return [
        entry.how === 'already_so'
          ? `The key was as asked already when its turn came, so no call was needed. Automatic rotation is ${onOff(entry.after)}.`
          : `Automatic rotation was ${onOff(entry.before)}, and is now ${onOff(entry.after)}.`,
        HOW[entry.how],
        ...saysWho(entry.by, request),
      ]
    case 'read_again':
      return entry.flag
        ? [`Automatic rotation reads ${onOff(entry.flag)}.`]
        : entry.fault
          ? [faultWords(entry.fault)]
          : []
    case 'superseded':
      return [
        'What changed: ',
        ...changes(entry.changes),
        `. No call was made. The new request ${entry.successor} asks for the key as it is now.`,
      ]
    case 'cancelled':
      return [...closedBecause(entry.why, policy && inForce(request, policy), to), ` ${UNCHANGED}`]
    case 'expired':
      return expiredBecause({ ...request, fault: entry.fault, by: entry.by, comment: commentOf(request) })
  }
}

const OUTCOMES = {
  not_sent: ' The call certainly did not leave.',
  failed: ' Nothing was changed.',
  unconfirmed:
    ' The call may or may not have taken effect. It is not made again: the bot reads the key to find out.',
} as const

const HOW = {
  called: '',
  already_so: '',
  read_later: ' The answer to the call was lost; reading the key shows this.',
  settled: ' The bot could not read the key itself.',
} as const

function asked(request: Request, { by, rule, approvals, follows }: EntryOf<'asked'>): readonly Inline[] {
  return [
    person(by),
    ` asks ${toWish(request)}.`,
    approvals === 0 ? ' No approval is needed.' : '',
    approvals > 1 ? ` ${approvals} people must approve, by ${ruleWords({ name: rule })}.` : '',
    follows ? ` Earlier request: ${follows}.` : '',
  ]
}

/** How far it brings the request, where it takes more than one; and what has changed on the way. */
function approved(request: Request, entry: EntryOf<'approved'>, by: PersonId): readonly Inline[] {
  const { rule, needed, given, void: gone = [] } = entry
  const comment = request.approvals.find((one) => one.by === by)?.comment
  const change = ruleChange(request.rule, { name: rule, approvals: needed })
  return [
    ...['By ', person(by), ...withComment(comment)],
    needed > 1 ? ` ${counted({ given, needed })}.` : '',
    ...(gone.length > 0 ? [' ', ...voided(gone)] : []),
    change ? ` ${change}` : '',
  ]
}

/** More than can be meant by name are in groups, but for a policy that lists them all. */
const MOST_REMINDED = 20

function reminded(of: readonly Member[]): readonly Inline[] {
  return of.length === 0
    ? [
        'By the policy nobody may approve this now. If that is not meant, tell whoever looks after the policy. It expires ',
      ]
    : [...listed(of.map(mention), MOST_REMINDED), ': this waits for your decision, and expires ']
}

function saysWho(by: Witness | undefined, request: Request): readonly Inline[] {
  return by ? [' This is what ', ...whoSays(by), ' saw in AWS', ...withComment(commentOf(request))] : []
}

function commentOf(request: Request): string | undefined {
  return 'comment' in request ? request.comment : undefined
}

function onOff({ on, periodDays }: Pick<Rotation, 'on' | 'periodDays'>): string {
  if (!on) return 'off'
  return periodDays ? `on, ${every(periodDays)}` : 'on'
}
