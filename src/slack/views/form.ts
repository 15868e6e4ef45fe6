import type { KnownBlock, ModalView } from '@slack/types'
import { MOST_COMMENT, type Verdict } from '../../core/input.ts'
import { keyName } from '../../core/key.ts'
import type { DecisionForm } from '../../core/reply.ts'
import { bold, fact, type Inline, lines, moment, person, plain, type View, value } from './blocks.ts'
import { faultWords } from './fault.ts'
import { rotationFact } from './key.ts'
import { meaningOf, rotationFacts } from './meaning.ts'
import { counted, voided } from './quorum.ts'
import { reasonFacts } from './reason.ts'
import { denial, ruleChange, says } from './rule.ts'
import { CLIP, untrusted } from './text.ts'
import { every, wishOf } from './wish.ts'

/** A modal of blocks that Slack documents. */
interface Form extends ModalView {
  blocks: KnownBlock[]
}

/** The callback_id of the form in which somebody decides. */
export const DECISION_FORM = 'decision'
/** Where its one field is: the block, and the element in it. */
export const COMMENT = { block: 'comment', action: 'comment' } as const

/** Opened at once, because Slack waits three seconds for it: what it is about is read meanwhile. */
export function loading(): Form {
  return {
    type: 'modal',
    title: plain('One moment'),
    close: plain('Close'),
    blocks: [lines('loading', ['Reading the request and its key…'])],
  }
}

const TITLES: Readonly<Record<Verdict, string>> = { approve: 'Approve a request', deny: 'Deny a request' }
const SUBMIT: Readonly<Record<Verdict, string>> = { approve: 'Approve', deny: 'Deny' }

/**
 * What is to be decided, drawn from the store alone: whatever the message with the button said, this is what is
 * approved. `metadata` comes back with the submission.
 */
export function decisionForm(form: DecisionForm, metadata: string): Form {
  const { verdict, request, fault } = form
  return {
    type: 'modal',
    callback_id: DECISION_FORM,
    private_metadata: metadata,
    title: plain(TITLES[verdict]),
    submit: plain(SUBMIT[verdict]),
    close: plain('Cancel'),
    blocks: [
      lines(
        'wish',
        [bold(`${wishOf(request)}: `), value(keyName(request.key), CLIP.name)],
        rotationFact(request.key),
      ),
      lines('what', ...facts(form)),
      verdict === 'approve' ? lines('effect', [meaningOf(request)], [effect(form)]) : lines('effect', [ENDS]),
      ...(fault ? [lines('unread', [`${faultWords(fault)} ${UNREAD}`])] : []),
      comment(form),
    ],
  }
}

/** What comes of one more approval: as long as others are missing, nothing is sent. */
function effect({ rule, counting }: DecisionForm): string {
  const quorum = { given: counting.length + 1, needed: rule.approvals }
  const left = quorum.needed - quorum.given
  if (left > 0)
    return `With your approval it has ${counted(quorum)}: ${left === 1 ? 'one more person' : `${left} more people`} must approve, and nothing is changed before that.`
  if (quorum.needed > 1) return `With your approval it has ${counted(quorum)}, and ${CALL}`
  return quorum.needed === 1
    ? `If you approve, ${CALL}`
    : `The rule asks for no approval any more. If you approve, ${CALL}`
}

const CALL =
  'the bot calls CipherTrust, unless the key has changed meanwhile: it reads the key before the call, and again after it.'

const ENDS = 'If you deny, the request ends, even if others have approved it. It can be asked for again.'

const UNREAD =
  'So this is the key as it was when this was asked. You can decide all the same: the bot reads the key again before the call.'

function facts(form: DecisionForm): readonly (readonly Inline[])[] {
  const { request, rule } = form
  const { key, operation, periodDays } = request
  return [
    fact('Request', request.id),
    fact('Operation', value(operation, CLIP.name)),
    ...(periodDays === undefined ? [] : [fact('Period', every(periodDays))]),
    fact('ARN', value(key.arn, CLIP.value)),
    fact('Account', value(key.account, CLIP.name), ' in ', value(key.region, CLIP.name)),
    ...rotationFacts(request),
    fact('Asked by', person(request.requester), ' ', moment(request.askedAt)),
    ...reasonFacts(request, rule.reason),
    ...approval(form),
    fact('Expires', moment(request.expiresAt)),
  ]
}

/** By the rule in force: how far it is, and whether that rule is another one than when it was asked. */
function approval({ request, rule, counting }: DecisionForm): readonly (readonly Inline[])[] {
  if (rule.deny !== undefined)
    return [fact('Approval', 'cannot be given now. ', ...denial(rule.name, rule.deny))]
  const needed = rule.approvals
  const so = needed === 0 ? 'none needed any more' : `${counted({ given: counting.length, needed })} so far`
  const gone = request.approvals.map(({ by }) => by).filter((by) => !counting.includes(by))
  const change = ruleChange(request.rule, rule)
  return [
    fact('Approval', `${so}, ${says(rule)}`),
    ...(gone.length > 0 ? [voided(gone)] : []),
    ...(change ? [[change]] : []),
  ]
}

function comment({ verdict, comment = '' }: DecisionForm): KnownBlock {
  const typed = prefilled(comment)
  return {
    type: 'input',
    block_id: COMMENT.block,
    optional: verdict === 'approve',
    label: plain(verdict === 'approve' ? 'Comment' : 'Why you deny it'),
    hint: plain('The requester, and everybody who sees the card, can read it.'),
    element: {
      type: 'plain_text_input',
      action_id: COMMENT.action,
      multiline: true,
      max_length: MOST_COMMENT,
      ...(typed ? { initial_value: typed } : {}),
    },
  }
}

/** What is prefilled must be taken when it comes back, however its characters are counted. */
function prefilled(comment: string): string {
  const clipped = untrusted(comment, MOST_COMMENT)
  return clipped.length <= MOST_COMMENT ? clipped : untrusted(comment, MOST_COMMENT / 2)
}

/** An answer that is no form: it takes the place of one. */
export function notice({ blocks }: View): Form {
  return { type: 'modal', title: plain('Key rotation'), close: plain('Close'), blocks }
}
