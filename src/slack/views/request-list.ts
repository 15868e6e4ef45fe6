import type { KnownBlock } from '@slack/types'
import { keyName } from '../../core/key.ts'
import type { Reply, WhichRequests } from '../../core/reply.ts'
import type { Request } from '../../core/request.ts'
import { bold, channel, fact, type Inline, lines, moment, person, type View, value } from './blocks.ts'
import { counted, quorumOf } from './quorum.ts'
import { message } from './spoken.ts'
import { titleOf } from './state.ts'
import { CLIP } from './text.ts'
import { wishOf } from './wish.ts'

const TITLES: Readonly<Record<WhichRequests, string>> = {
  open: 'Open requests',
  mine: 'Your requests',
  waiting: 'Requests of others that wait for a decision',
  all: 'All requests, newest first',
}

const NONE: Readonly<Record<WhichRequests, string>> = {
  open: 'No request is open.',
  mine: 'You have no requests so far.',
  waiting: 'No request of others waits for a decision.',
  all: 'There are no requests so far.',
}

/** A line for each request, newest first. */
export function requestList(
  { which, requests, more }: Extract<Reply, { kind: 'requests' }>,
  command: string,
): View {
  const title = TITLES[which]
  if (requests.length === 0) {
    const ask =
      which === 'waiting' ? [] : [fact('To ask for a key', value(`${command} rotate <key>`, CLIP.name))]
    return message([lines(`requests:${which}`, [NONE[which]], ...ask)])
  }
  return message([
    lines(
      `requests:${which}`,
      [bold(title)],
      ...requests.map(entry),
      ...(more ? [['There are more: these are the newest.']] : []),
    ),
    ...hints(which, requests, command),
  ])
}

/** What can be typed about them, where some still wait. */
function hints(which: WhichRequests, requests: readonly Request[], command: string): readonly KnownBlock[] {
  if (!requests.some(({ state }) => state === 'requested')) return []
  const typed = (name: string) => value(`${command} ${name} <request>`, CLIP.name)
  const hint =
    which === 'mine'
      ? ['To withdraw one: ', typed('withdraw')]
      : ['To decide: ', typed('approve'), ' or ', typed('deny')]
  return [lines('hint', hint)]
}

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
