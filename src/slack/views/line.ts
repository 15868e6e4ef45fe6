import type { ChainedRequestEntry } from '../../core/delivery.ts'
import type { RequestEntry } from '../../core/entry.ts'
import { keyName } from '../../core/key.ts'
import type { Request } from '../../core/request.ts'
import { bold, context, type Inline, lines, link, person, type View, value } from './blocks.ts'
import { witness } from './card.ts'
import { faultWords } from './fault.ts'
import { REFUSALS } from './refusal.ts'
import { summary, wishOf } from './state.ts'
import { CLIP, untrustedMrkdwn } from './text.ts'

/** A line of a card's thread: what happened, and where it stands in the audit log. */
export function line(request: Request, chained: ChainedRequestEntry): View {
  const name = untrustedMrkdwn(keyName(request.key), CLIP.name)
  return {
    text: `${request.id}: ${HEADLINES[chained.entry.kind]} (${name})`,
    blocks: [lines('line', told(request, chained.entry)), context('witness', witness(chained))],
  }
}

/** The outcome, to the requester alone. `permalink` leads to the card. */
export function directMessage(
  request: Request,
  chained: ChainedRequestEntry,
  permalink: string | null,
): View {
  const about = [`${wishOf(request)} for `, value(keyName(request.key), CLIP.name), ` (${request.id}). `]
  const more = permalink ? [' ', link(permalink, 'Open the card')] : []
  return {
    text: summary(request),
    blocks: [lines('outcome', [...about, ...told(request, chained.entry), ...more])],
  }
}

const HEADLINES: Readonly<Record<RequestEntry['kind'], string>> = {
  asked: 'Asked',
  approved: 'Approved',
  claimed: 'Taken up',
  released: 'Put back',
  calling: 'Calling CipherTrust',
  not_sent: 'Not sent, one more try',
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
        ' asks: ',
        `${wishOf(request)}.`,
        ...(entry.approvals === 0 ? [' No approval is needed.'] : []),
      ]
    case 'approved':
      return ['The policy asks for no approval.']
    case 'claimed':
      return [`Try ${entry.attempt}.`]
    case 'released':
      return entry.fault ? [faultWords(entry.fault)] : ['The bot was stopped before it sent anything.']
    case 'calling':
      return [`Rotation is ${onOff(entry.before.on)} before the call.`]
    case 'not_sent':
    case 'failed':
    case 'unconfirmed':
      return [faultWords(entry.fault), OUTCOMES[entry.kind]]
    case 'succeeded':
      return [`Rotation was ${onOff(entry.before.on)} and is ${onOff(entry.after.on)} now.`, HOW[entry.how]]
    case 'read_again':
      return entry.flag
        ? [`Rotation reads ${onOff(entry.flag.on)}.`]
        : entry.fault
          ? [faultWords(entry.fault)]
          : []
    case 'superseded':
      return [
        `Changed since it was asked: ${entry.changes.map(({ field }) => field).join(', ')}. Nothing was sent.`,
      ]
    case 'cancelled':
      return [`${REFUSALS[entry.why]} Nothing was sent.`]
    case 'expired':
      return [...(entry.fault ? [faultWords(entry.fault), ' '] : []), 'Nothing was sent.']
  }
}

const OUTCOMES = {
  not_sent: ' It was certainly not sent.',
  failed: ' Nothing was changed.',
  unconfirmed: ' Whether it was done is not known; it is not sent again, reading the key will tell.',
} as const

const HOW = {
  called: '',
  already_so: ' It was so already, no call was made.',
  read_later: ' Found by reading; the call was not repeated.',
} as const

function onOff(on: boolean): string {
  return on ? 'on' : 'off'
}
