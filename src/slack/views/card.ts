import type { KnownBlock } from '@slack/types'
import type { ChainedEntry } from '../../core/entry.ts'
import { type Key, keyName } from '../../core/key.ts'
import type { Request, State } from '../../core/request.ts'
import {
  context,
  day,
  fact,
  header,
  type Inline,
  lines,
  moment,
  person,
  readDate,
  type View,
  value,
} from './blocks.ts'
import { keyFacts, rotationFact } from './key.ts'
import { standing, summary, wishOf } from './state.ts'
import { CLIP } from './text.ts'

export interface CardOptions {
  /** A label of this installation, where several share a workspace. */
  readonly instance?: string
}

/** The one message of a request, drawn from what is stored: the same request draws the same card. */
export function card(request: Request, newest: ChainedEntry | null, options: CardOptions = {}): View {
  return {
    text: summary(request),
    blocks: [
      header(`${wishOf(request)}: ${keyName(request.key)}`),
      lines('standing', standing(request)),
      lines('rotation', rotationFact(shownKey(request))),
      lines('asked', ...asked(request)),
      lines('key', ...keyFacts(request.key)),
      lines('meaning', ...meaning(request)),
      foot(request, newest, options),
    ],
  }
}

/** The key as it was last read for this request: the flag on the card is never the one hoped for. */
function shownKey(request: Request): Key {
  if (request.state === 'succeeded') return request.after
  return 'before' in request ? request.before : request.key
}

function asked(request: Request): readonly (readonly Inline[])[] {
  return [
    fact('Asked by', person(request.requester), ' on ', moment(request.askedAt)),
    ...(request.reason ? [fact('Reason', value(request.reason, CLIP.reason))] : []),
    fact(
      'Approval',
      request.rule.approvals === 0
        ? 'none needed, says the policy'
        : `${request.rule.approvals} needed (${request.rule.name})`,
    ),
  ]
}

// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
const AWS_DEFAULT_PERIOD_DAYS = 365

/** In any other state a date of a first rotation would be a promise that nobody can keep. */
const MAY_COME_TRUE: readonly State[] = ['requested', 'approved', 'executing', 'calling', 'succeeded']

function meaning(request: Request): readonly (readonly Inline[])[] {
  if (request.operation === 'disable-auto-rotation')
    return [['AWS stops making new key material for this key. Data stays readable; the ARN and alias stay.']]
  return [
    [
      'Nothing rotates now. AWS makes new key material on a schedule; old data stays readable, the ARN and alias stay.',
    ],
    ...(MAY_COME_TRUE.includes(request.state)
      ? [[...firstRotation(request), ' AWS charges for the first two rotations of a key.']]
      : []),
  ]
}

function firstRotation(request: Request): readonly Inline[] {
  const next = readDate(request.state === 'succeeded' ? request.after.rotation.nextDate : undefined)
  if (next !== null) return ['First rotation on ', day(next), '.']
  const from = 'calledAt' in request && request.calledAt !== undefined ? request.calledAt : request.askedAt
  return [
    'First rotation about ',
    day(from + AWS_DEFAULT_PERIOD_DAYS * 86_400_000),
    ' (AWS’s default is a year).',
  ]
}

function foot(request: Request, newest: ChainedEntry | null, { instance }: CardOptions): KnownBlock {
  const parts = [request.id, instance, newest ? witness(newest) : undefined].filter(
    (part) => part !== undefined,
  )
  return context('foot', parts.join(' · '))
}

/** An entry's place and half its hash: enough to recognise it, short enough to read. */
export function witness({ seq, hash }: ChainedEntry): string {
  return `#${seq} · ${hash.slice(0, 32)}`
}
