import type { ChainedRequestEntry } from '../../core/delivery.ts'
import type { RequestEntry } from '../../core/entry.ts'
import type { PersonId } from '../../core/ids.ts'
import { keyName } from '../../core/key.ts'
import type { Policy } from '../../core/policy.ts'
import type { Request } from '../../core/request.ts'
import { bold, context, type Inline, lines, link, person, type View, value } from './blocks.ts'
import { witness } from './card.ts'
import { faultWords } from './fault.ts'
import { settlers } from './question.ts'
import { closedBecause } from './refusal.ts'
import { changes, expiredBecause, summary, toWish, wishOf } from './state.ts'
import { CLIP, untrustedMrkdwn } from './text.ts'

/** A line of a card's thread: what happened, and where it stands in the audit log. */
export function line(request: Request, chained: ChainedRequestEntry, policy: Policy): View {
  const name = untrustedMrkdwn(keyName(request.key), CLIP.name)
  // A redrawn card notifies nobody: whoever can answer is told by this line.
  const asked = chained.entry.kind === 'person_asked' ? [settlers(request, policy)] : []
  return {
    text: `${request.id}: ${HEADLINES[chained.entry.kind]} (${name})`,
    blocks: [lines('line', told(request, chained.entry), ...asked), context('witness', witness(chained))],
  }
}

/** The outcome, to the requester alone. `permalink` leads to the card. */
export function directMessage(
  request: Request,
  chained: ChainedRequestEntry,
  permalink: string | null,
): View {
  const { entry } = chained
  const name = value(keyName(request.key), CLIP.name)
  return {
    text: summary(request),
    blocks: [
      lines(
        'outcome',
        [`Your request ${request.id} ${toWish(request)} for `, name, ':'],
        [...told(request, entry), whatNow(request, entry)],
        ...(permalink ? [[link(permalink, 'Open the card')]] : []),
      ),
    ],
  }
}

/** What an outcome means for its requester. */
function whatNow({ operation }: Request, { kind }: RequestEntry): string {
  return operation !== 'enable-auto-rotation' && kind === 'succeeded' ? '' : (NEXT[kind] ?? '')
}

const NEXT: Readonly<Partial<Record<RequestEntry['kind'], string>>> = {
  succeeded: ' Nothing rotates now: AWS does that on its own schedule.',
  failed: ' Ask again when the cause is gone.',
  superseded: ' You need not ask again.',
}

/** The outcome, in one line, where the command was typed. */
export function outcome(request: Request, chained: ChainedRequestEntry, permalink: string | null): View {
  const name = keyName(request.key)
  return {
    text: summary(request),
    blocks: [
      lines('outcome', [
        bold(`${request.id}, ${HEADLINES[chained.entry.kind].toLowerCase()}: `),
        `${wishOf(request)} for `,
        value(name, CLIP.name),
        ', asked here by ',
        person(request.requester),
        '. ',
        ...(permalink ? [link(permalink, 'Open the card')] : []),
      ]),
    ],
  }
}

const HEADLINES: Readonly<Record<RequestEntry['kind'], string>> = {
  asked: 'Asked',
  approved: 'Approved',
  claimed: 'Taken up',
  released: 'Put back',
  calling: 'Calling CipherTrust',
  not_sent: 'Not sent, one more try',
  denied: 'Denied',
  withdrawn: 'Withdrawn',
  person_asked: 'A person is asked',
  succeeded: 'Done',
  failed: 'Failed',
  unconfirmed: 'Not confirmed yet',
  read_again: 'Read again',
  superseded: 'The key has changed',
  cancelled: 'Closed by the bot',
  expired: 'Expired',
}

function told(request: Request, entry: RequestEntry): readonly Inline[] {
  return [bold(`${HEADLINES[entry.kind]}. `), ...details(request, entry)]
}

function details(request: Request, entry: RequestEntry): readonly Inline[] {
  switch (entry.kind) {
    case 'asked':
      return [
        person(entry.by),
        ` asks ${toWish(request)}.`,
        ...(entry.approvals === 0 ? [' No approval is needed.'] : []),
        ...(entry.follows ? [` Earlier request: ${entry.follows}.`] : []),
      ]
    case 'approved':
      return entry.by === 'policy' ? ['The policy asks for no approval.'] : approval(request, entry.by)
    case 'denied':
    case 'withdrawn':
      return [
        'By ',
        person(entry.by),
        ...('comment' in request && request.comment ? [': ', value(request.comment, CLIP.reason)] : []),
        '. Nothing was sent.',
      ]
    case 'person_asked':
      return [
        faultWords(entry.fault),
        ' The bot could not find out what became of the call. Please look into AWS, and answer on the card.',
      ]
    case 'claimed':
      return [`Try ${entry.attempt}.`]
    case 'released':
      return entry.fault ? [faultWords(entry.fault)] : ['The bot was stopped before it sent anything.']
    case 'calling':
      return [`Automatic rotation is ${onOff(entry.before.on)} before the call.`]
    case 'not_sent':
    case 'unconfirmed':
      return [faultWords(entry.fault), OUTCOMES[entry.kind]]
    case 'failed':
      return [faultWords(entry.fault), OUTCOMES.failed, ...saysWho(entry.by)]
    case 'succeeded':
      return [
        `Automatic rotation was ${onOff(entry.before.on)} and is ${onOff(entry.after.on)} now.`,
        HOW[entry.how],
        ...saysWho(entry.by),
      ]
    case 'read_again':
      return entry.flag
        ? [`Automatic rotation reads ${onOff(entry.flag.on)}.`]
        : entry.fault
          ? [faultWords(entry.fault)]
          : []
    case 'superseded':
      return [
        'What changed: ',
        ...changes(entry.changes),
        `. Nothing was sent. A new request, ${entry.successor}, asks for the key as it is now.`,
      ]
    case 'cancelled':
      return [`${closedBecause(entry.why)} Nothing was sent.`]
    case 'expired':
      return [
        `${expiredBecause({ ...request, fault: entry.fault })} Nothing was sent. Ask again if it is still wanted.`,
      ]
  }
}

const OUTCOMES = {
  not_sent: ' It was certainly not sent.',
  failed: ' Nothing was changed.',
  unconfirmed: ' It may or may not have been done. It is not sent again: the bot reads the key to find out.',
} as const

const HOW = {
  called: '',
  already_so: ' It was so already, so no call was made.',
  read_later: ' Found by reading the key; the call was not repeated.',
  settled: ' The bot could not read the key.',
} as const

function approval(request: Request, by: PersonId): readonly Inline[] {
  const comment = request.approvals.find((one) => one.by === by)?.comment
  return ['By ', person(by), ...(comment ? [': ', value(comment, CLIP.reason)] : []), '.']
}

function saysWho(by: PersonId | undefined): readonly Inline[] {
  return by ? [' So says ', person(by), ', who looked into AWS.'] : []
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off'
}
