import type { KnownBlock } from '@slack/types'
import type { ChainedEntry } from '../../core/entry.ts'
import { type Key, keyName } from '../../core/key.ts'
import type { Policy } from '../../core/policy.ts'
import type { Request } from '../../core/request.ts'
import { approvalFacts } from './approval.ts'
import { context, fact, header, type Inline, lines, moment, person, type View } from './blocks.ts'
import { keyFacts, rotationFact } from './key.ts'
import { meaning } from './meaning.ts'
import { question } from './question.ts'
import { reasonFacts } from './reason.ts'
import { inForce } from './rule.ts'
import { standing, summary } from './state.ts'
import { wishOf } from './wish.ts'

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
      lines('standing', standing(request, options.policy)),
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
  const read = rotationFact(shownKey(request))
  if (!by) return read
  // Whoever says that it is not on with a period says neither whether it is on nor with which.
  return request.state === 'failed' && request.periodDays !== undefined
    ? [...read, ' before the call; not as asked now, says ', person(by)]
    : [...read, ' (says ', person(by), '; not read by the bot)']
}

/** The key as it was last read for this request: the flag on the card is never the one hoped for. */
function shownKey(request: Request): Key {
  if (request.state === 'succeeded') return request.after
  return 'before' in request ? request.before : request.key
}

function asked(request: Request, policy: Policy): readonly (readonly Inline[])[] {
  return [
    fact('Asked by', person(request.requester), ' ', moment(request.askedAt)),
    ...reasonFacts(request, inForce(request, policy).reason),
    ...(request.follows ? [fact('Earlier request', request.follows)] : []),
    ...approvalFacts(request, policy),
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
