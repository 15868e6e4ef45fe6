import type { ChainedRequestEntry } from '../../core/delivery.ts'
import type { RequestEntry } from '../../core/entry.ts'
import { keyName } from '../../core/key.ts'
import type { Policy } from '../../core/policy.ts'
import type { Request } from '../../core/request.ts'
import { bold, context, lines, link, person, type View, value } from './blocks.ts'
import { witness } from './card.ts'
import { settlers } from './question.ts'
import { counted } from './quorum.ts'
import { message } from './spoken.ts'
import { CLIP, untrustedMrkdwn } from './text.ts'
import { details, HEADLINES, headlineOf, told } from './told.ts'
import { toWishFor, wishFor } from './wish.ts'

/** A line of a card's thread: what happened, and where it stands in the audit log. */
export function line(request: Request, chained: ChainedRequestEntry, policy: Policy): View {
  const name = untrustedMrkdwn(keyName(request.key), CLIP.name)
  // A redrawn card notifies nobody: whoever can answer is told by this line.
  const asked = chained.entry.kind === 'person_asked' ? [settlers(request, policy)] : []
  const blocks = [
    lines('line', told(request, chained.entry, policy), ...asked),
    context('witness', witness(chained)),
  ]
  return message(blocks, {
    lead: [
      `${request.id} (${name}): ${headline(chained.entry)}. `,
      details(request, chained.entry, policy),
      ...asked.flatMap((row) => [' ', row]),
    ],
    but: ['line', 'witness'],
  })
}

/** The outcome, to the requester alone. `permalink` leads to the card. */
export function directMessage(
  request: Request,
  chained: ChainedRequestEntry,
  permalink: string | null,
): View {
  const { entry } = chained
  const name = value(keyName(request.key), CLIP.name)
  const blocks = [
    lines(
      'outcome',
      [`Your request ${request.id} ${toWishFor(request)}`, name, ':'],
      [...told(request, entry, undefined, 'requester'), whatNow(request, entry)],
      ...(permalink ? [[link(permalink, 'Open the card')]] : []),
    ),
  ]
  return message(blocks)
}

/** What an outcome means for its requester. */
function whatNow({ operation }: Request, { kind }: RequestEntry): string {
  return operation !== 'enable-auto-rotation' && kind === 'succeeded' ? '' : (NEXT[kind] ?? '')
}

const NEXT: Readonly<Partial<Record<RequestEntry['kind'], string>>> = {
  succeeded: ' Nothing rotates now: AWS does that on its own schedule.',
  superseded: ' You need not ask again.',
}

/** Where an outcome is told. */
interface Place {
  readonly permalink: string | null
  /** Whether the command was typed there; else the policy wants it told there. */
  readonly here: boolean
}

/** The outcome, in one line, in another channel than the card's. */
export function outcome(request: Request, chained: ChainedRequestEntry, { permalink, here }: Place): View {
  const blocks = [
    lines('outcome', [
      bold(`${request.id}, ${HEADLINES[chained.entry.kind].toLowerCase()}: `),
      wishFor(request),
      value(keyName(request.key), CLIP.name),
      here ? ', asked here by ' : ', asked by ',
      person(request.requester),
      '. ',
      ...(permalink ? [link(permalink, 'Open the card')] : []),
    ]),
  ]
  return message(blocks)
}

/** Notifications do not tell the first of several approvals from the last one otherwise. */
function headline(entry: RequestEntry): string {
  const missing = entry.kind === 'approved' && entry.given < entry.needed
  return missing ? `${HEADLINES.approved}, ${counted(entry)}` : headlineOf(entry)
}
