import type { KnownBlock } from '@slack/types'
import { keyName } from '../../core/key.ts'
import type { Reply, WhichRequests } from '../../core/reply.ts'
import type { Request } from '../../core/request.ts'
import { asksAPerson } from '../../core/settling.ts'
import {
  bold,
  channel,
  fact,
  type Inline,
  lines,
  listed,
  moment,
  person,
  type View,
  value,
} from './blocks.ts'
import { moreButton } from './more.ts'
import { counted, quorumOf } from './quorum.ts'
import { message } from './spoken.ts'
import { titleOf } from './state.ts'
import { type Cell, cell, richCell, table } from './table.ts'
import { CLIP } from './text.ts'
import { wishOf } from './wish.ts'

const TITLES: Readonly<Record<WhichRequests, string>> = {
  open: 'Open requests',
  mine: 'Your requests',
  waiting: 'Requests that wait for you',
  all: 'All requests, newest first',
}

const NONE: Readonly<Record<WhichRequests, string>> = {
  open: 'No request is open.',
  mine: 'You have no requests so far.',
  waiting: 'No request waits for you.',
  all: 'There are no requests so far.',
}

/** A line for each request, newest first. */
export function requestList(
  { which, requests, more, untold = false }: Extract<Reply, { kind: 'requests' }>,
  command: string,
): View {
  const title = TITLES[which]
  if (requests.length === 0) {
    const next =
      which === 'waiting'
        ? fact('To see all that are open', value(`${command} requests`, CLIP.name))
        : fact('To make one', value(`${command} rotate <key>`, CLIP.name))
    return message([lines(`requests:${which}`, [NONE[which]], ...(untold ? [[UNTOLD]] : []), next)])
  }
  const around = (list: View['blocks']): View['blocks'] => [
    ...list,
    ...hints(which, requests, command),
    ...(untold ? [lines('untold', [UNTOLD])] : []),
    ...moreButton('Show older requests', more),
  ]
  const heading = lines(`requests:${which}`, [bold(title), ...cardsIn(requests)])
  const rows = table('requests', { caption: title, columns: COLUMNS, rows: requests.map(row) })
  return {
    ...message(around([heading, rows])),
    simpler: around([lines(`requests:${which}`, [bold(title)], ...requests.map(entry))]),
  }
}

const COLUMNS = ['Request', 'Key', 'What is asked', 'State', 'Asked by', 'Asked', 'Expires']

function row(request: Request): readonly Cell[] {
  const waits = request.state === 'requested'
  return [
    cell(request.id, CLIP.name),
    cell(keyName(request.key), CLIP.value),
    cell(wishOf(request), CLIP.name),
    cell(`${titleOf(request)}${approvals(request)}`, CLIP.name),
    richCell(person(request.requester)),
    richCell(moment(request.askedAt)),
    waits ? richCell(moment(request.expiresAt)) : cell('', 1),
  ]
}

const CHANNELS_SHOWN = 5

function cardsIn(requests: readonly Request[]): readonly Inline[] {
  const channels = [...new Set(requests.map((request) => request.channel))]
  return ['. Cards in ', ...listed(channels.map(channel), CHANNELS_SHOWN), '.']
}

/** What can be typed about them, where some still wait. */
function hints(which: WhichRequests, requests: readonly Request[], command: string): readonly KnownBlock[] {
  const waits = requests.filter(({ state }) => state === 'requested')
  const [only] = waits.length === 1 ? waits : []
  const typed = (name: string) => value(`${command} ${name} ${only?.id ?? '<request>'}`, CLIP.name)
  const yours = fact('To see those that wait for you', value(`${command} requests waiting`, CLIP.name))
  const next = {
    mine: fact(only ? 'To withdraw it' : 'To withdraw one', typed('withdraw')),
    waiting: fact('To decide', typed('approve'), ' or ', typed('deny')),
    // Whoever reads this may be allowed to decide about none of them.
    ...{ open: yours, all: yours },
  }
  const hint = [
    ...(waits.length > 0 ? [next[which]] : []),
    ...(which === 'waiting' && requests.some(asksAPerson) ? [[TO_ANSWER]] : []),
  ]
  return hint.length > 0 ? [lines('hint', ...hint)] : []
}

const TO_ANSWER =
  'The card of one that is not confirmed yet asks what AWS shows. To answer, press a button there.'

const UNTOLD =
  'Slack did not say just now who is in every group of the policy, so some may be missing. Try again in a minute.'

function entry(request: Request): readonly Inline[] {
  return [
    ...['• ', bold(request.id), ' ', value(keyName(request.key), CLIP.name)],
    `: ${wishOf(request)}. ${titleOf(request)}${approvals(request)}. Asked by `,
    ...[person(request.requester), ' ', moment(request.askedAt)],
    ...(request.state === 'requested' ? [', expires ', moment(request.expiresAt)] : []),
    ...[', card in ', channel(request.channel)],
  ]
}

/** How far one that waits is, where it takes more than one. */
function approvals(request: Request): string {
  const quorum = quorumOf(request)
  return request.state === 'requested' && quorum.needed > 1 ? `, ${counted(quorum)}` : ''
}
