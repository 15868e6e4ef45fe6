import type { KnownBlock } from '@slack/types'
import type { ChainedEntry } from '../../core/entry.ts'
import { type Key, keyName } from '../../core/key.ts'
import type { Policy } from '../../core/policy.ts'
import { isOpen, type Request } from '../../core/request.ts'
import { approvalFacts } from './approval.ts'
import { context, fact, header, type Inline, lines, moment, person, type View } from './blocks.ts'
import { flagFact, keyFacts, keyNames, rotationFact } from './key.ts'
import { meaning } from './meaning.ts'
import { question } from './question.ts'
import { reasonFacts } from './reason.ts'
import { inForce } from './rule.ts'
import { message } from './spoken.ts'
import { sentence, standing, summary } from './state.ts'
import { whoSays } from './who-says.ts'
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
  const blocks = [
    header(`${wishOf(request)}: ${keyName(request.key)}`),
    lines('standing', standing(request, options.policy)),
    lines('rotation', flag(request)),
    lines('asked', ...asked(request, options.policy)),
    lines('key', ...(isOver(request) ? keyNames : keyFacts)(shownKey(request))),
    ...meaningLines(meaning(request)),
    ...question(request, options.policy),
    ...(replaces ? [lines('replaces', [REPLACES])] : []),
    foot(request, newest, options),
  ]
  return message(blocks, {
    lead: [summary(request), ' ', sentence(request, options.policy)],
    but: ['header', 'standing', 'foot'],
  })
}

function meaningLines(said: readonly (readonly Inline[])[]): readonly KnownBlock[] {
  return said.length > 0 ? [lines('meaning', ...said)] : []
}

const REPLACES =
  'This card takes the place of an earlier one, which is gone or can no longer be changed in Slack. What its thread said is in the audit log.'

/**
 * A flag that a person testified to was not read back, and does not look as if it were. One that was read stays on the card
 * of what is over, where it may be read years later.
 */
function flag(request: Request): readonly Inline[] {
  const by = 'settledBy' in request ? request.settledBy : undefined
  if (!isOver(request)) return rotationFact(shownKey(request))
  if (!by)
    return flagFact(shownKey(request), ` when this was ${request.state === 'succeeded' ? 'done' : 'asked'}`)
  const read = flagFact(shownKey(request))
  // Whoever says that it is not on with a period says neither whether it is on nor with which.
  return request.state === 'failed' && request.periodDays !== undefined
    ? [...read, ' before the call; not as asked now, says ', ...whoSays(by)]
    : [...read, ' (says ', ...whoSays(by), '; not read by the bot)']
}

/** The key as it was last read for this request: the flag on the card is never the one hoped for. */
function shownKey(request: Request): Key {
  if (request.state === 'succeeded') return request.after
  return 'before' in request ? request.before : request.key
}

function isOver(request: Request): boolean {
  return !isOpen(request)
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
  return `audit log #${seq} · ${hash.slice(0, 32)}`
}
