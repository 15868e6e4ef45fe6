import { type Entry, isOfRequest, type RequestEntry } from '../../core/entry.ts'
import type { Rotation } from '../../core/key.ts'
import type { Request } from '../../core/request.ts'
import { faultWords } from './fault.ts'
import { counted } from './quorum.ts'
import { closedBecause } from './refusal.ts'
import { headlineOf } from './told.ts'
import { every, toWish } from './wish.ts'

/** What an entry says, in so many words as fit into a cell; who did it stands beside it. */
export function entryWords(entry: Entry, request: Request | null): string {
  if (isOfRequest(entry)) return `${headlineOf(entry)}${detail(entry, request)}`
  switch (entry.kind) {
    case 'refused':
      return refused(entry)
    case 'policy_loaded':
      return `The policy was loaded, its hash begins ${entry.hash.slice(0, 12)}`
    case 'started':
      return `The bot started, version ${entry.version}`
    case 'stopped':
      return 'The bot stopped'
    case 'post_given_up':
      return `${POSTS[entry.post]} could not be brought to Slack${entry.slack ? `: ${entry.slack}` : ''}`
    case 'posts_retried':
      return entry.posts === 1
        ? 'The one message that was given up is tried again'
        : `All ${entry.posts} messages that were given up are tried again`
    case 'anchored':
      return `The day’s fingerprint of the log was posted, up to #${entry.seq}`
  }
}

const POSTS = {
  card: 'The card',
  line: 'A line of the thread',
  dm: 'The message to the requester',
  outcome: 'The outcome',
  anchor: 'The day’s fingerprint of the log',
} as const

type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>

function detail(entry: RequestEntry, request: Request | null): string {
  switch (entry.kind) {
    case 'asked':
      return request ? `: ${toWish(request)}${request.reason ? `, because ${request.reason}` : ''}` : ''
    case 'approved':
      return entry.by === 'policy' ? '' : approved(entry)
    case 'denied':
    case 'withdrawn':
      return written(request)
    case 'claimed':
      return `, try ${entry.attempt}`
    case 'calling':
      return `: rotation is ${onOff(entry.before)}`
    case 'succeeded':
      return `: rotation was ${onOff(entry.before)}, and is now ${onOff(entry.after)}${written(request)}`
    case 'read_again':
      return entry.flag ? `: rotation is ${onOff(entry.flag)}` : fault(entry.fault)
    case 'superseded':
      return `: ${entry.changes.map(({ field }) => field).join(', ')}. ${entry.successor} takes its place`
    case 'cancelled':
      return `: ${closedBecause(entry.why).join('')}`
    case 'reminded':
      return ''
    case 'failed':
      return `${fault(entry.fault)}${written(request)}`
    case 'expired':
      return entry.by ? written(request) : fault(entry.fault)
    case 'released':
    case 'not_sent':
    case 'unconfirmed':
    case 'person_asked':
      return fault(entry.fault)
  }
}

/** What whoever ended it wrote about it. */
function written(request: Request | null): string {
  return request && 'comment' in request && request.comment ? `: ${request.comment}` : ''
}

function approved({ given, needed }: EntryOf<'approved'>): string {
  return needed > 1 ? `, ${counted({ given, needed })}` : ''
}

function fault(of: EntryOf<'expired'>['fault']): string {
  return of ? `: ${faultWords(of)}` : ''
}

function refused({ inputs, more }: EntryOf<'refused'>): string {
  const said = inputs.map(
    ({ command, refusal, count }) =>
      `${command} (${refusal.replaceAll('_', ' ')}${count > 1 ? `, ${count} times` : ''})`,
  )
  return `Refused: ${said.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function onOff({ on, periodDays }: Pick<Rotation, 'on'> & { periodDays?: number | undefined }): string {
  if (!on) return 'off'
  return periodDays ? `on, ${every(periodDays)}` : 'on'
}
