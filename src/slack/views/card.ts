import type { KnownBlock } from '@slack/types'
import type { ChainedEntry } from '../../core/entry.ts'
import { type Key, keyName } from '../../core/key.ts'
import type { Operation } from '../../core/operations.ts'
import type { Policy } from '../../core/policy.ts'
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
import { question } from './question.ts'
import { standing, summary, wishOf } from './state.ts'
import { CLIP } from './text.ts'
import { mayDecide, oneOf } from './who-may.ts'

export interface CardOptions {
  /** A label of this installation, where several share a workspace. */
  readonly instance?: string
  /** Says who may approve now. */
  readonly policy: Policy
}

export interface Drawn {
  readonly request: Request
  readonly newest: ChainedEntry | null
  readonly replaces: boolean
}

/** The one message of a request, drawn from what is stored: the same request draws the same card. */
export function card({ request, newest, replaces }: Drawn, options: CardOptions): View {
  return {
    text: summary(request),
    blocks: [
      header(`${wishOf(request)}: ${keyName(request.key)}`),
      lines('standing', standing(request)),
      lines('rotation', flag(request)),
      lines('asked', ...asked(request, options.policy)),
      lines('key', ...keyFacts(request.key)),
      lines('meaning', ...meaning(request)),
      ...question(request, options.policy),
      ...(replaces ? [lines('replaces', [REPLACES])] : []),
      foot(request, newest, options),
    ],
  }
}

const REPLACES =
  'The earlier card of this request is gone, or can no longer be changed in Slack, so this one takes its place. What its thread said is in the audit log.'

/** A flag that a person testified to was not read back, and does not look as if it were. */
function flag(request: Request): readonly Inline[] {
  const by = 'settledBy' in request ? request.settledBy : undefined
  const said = by ? [' (says ', person(by), '; not read by the bot)'] : []
  return [...rotationFact(shownKey(request)), ...said]
}

/** The key as it was last read for this request: the flag on the card is never the one hoped for. */
function shownKey(request: Request): Key {
  if (request.state === 'succeeded') return request.after
  return 'before' in request ? request.before : request.key
}

function asked(request: Request, policy: Policy): readonly (readonly Inline[])[] {
  return [
    fact('Asked by', person(request.requester), ' ', moment(request.askedAt)),
    ...(request.reason ? [fact('Reason', value(request.reason, CLIP.reason))] : []),
    ...(request.follows ? [fact('Earlier request', request.follows)] : []),
    request.approvals.length > 0
      ? fact('Approved by', ...request.approvals.flatMap(approvedBy))
      : fact('Approval', ...approval(request, policy)),
  ]
}

function approval(request: Request, policy: Policy): readonly Inline[] {
  const { rule, state } = request
  if (rule.approvals === 0) return [`none needed, ${says(rule)}`]
  if (state !== 'requested') return [`needed, ${says(rule)}, but not given`]
  const who = mayDecide(request, policy)
  if (who.length === 0)
    return ['needed, but the policy names nobody who may give it now. An operator must look at the policy.']
  return ['needed from ', ...oneOf(who), ` (not from the requester), ${says(rule)}`]
}

function says({ name }: Request['rule']): string {
  return name === 'policy' ? 'says the policy' : `says the rule “${name}”`
}

function approvedBy({ by, at, comment }: Request['approvals'][number], index: number): readonly Inline[] {
  return [
    index > 0 ? '; ' : '',
    person(by),
    ' ',
    moment(at),
    ...(comment ? [': ', value(comment, CLIP.reason)] : []),
  ]
}

// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
const AWS_DEFAULT_PERIOD_DAYS = 365

/** In any other state a date of a first rotation would be a promise that nobody can keep. */
const MAY_COME_TRUE: readonly State[] = ['requested', 'approved', 'executing', 'calling', 'succeeded']

function meaning(request: Request): readonly (readonly Inline[])[] {
  const come = request.operation === 'enable-auto-rotation' && MAY_COME_TRUE.includes(request.state)
  return [
    [MEANINGS[request.operation]],
    ...(come
      ? [
          [
            'First rotation ',
            ...firstRotation(request),
            '. AWS charges for the first two rotations of a key.',
          ],
        ]
      : []),
  ]
}

/** What an approver must know of it, whatever becomes of the request. */
export const MEANINGS: Readonly<Record<Operation, string>> = {
  'enable-auto-rotation':
    'Switching it on rotates nothing now: AWS makes new key material later, on its own schedule. Old data stays readable; the ARN and alias stay.',
  'disable-auto-rotation':
    'AWS stops making new key material for this key. Data stays readable; the ARN and alias stay.',
}

/** When AWS is expected to rotate first. */
export function firstRotation(request: Request): readonly Inline[] {
  const next = readDate(request.state === 'succeeded' ? request.after.rotation.nextDate : undefined)
  if (next !== null) return ['on ', day(next)]
  const from = 'calledAt' in request && request.calledAt !== undefined ? request.calledAt : request.askedAt
  return ['about ', day(from + AWS_DEFAULT_PERIOD_DAYS * 86_400_000), ' (AWS’s default is a year)']
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
