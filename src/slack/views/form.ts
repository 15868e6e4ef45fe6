import type { KnownBlock, ModalView } from '@slack/types'
import { MOST_COMMENT, type Verdict } from '../../core/input.ts'
import { keyName } from '../../core/key.ts'
import type { DecisionForm } from '../../core/reply.ts'
import { bold, fact, type Inline, lines, moment, person, plain, type View, value } from './blocks.ts'
import { firstRotation, MEANINGS } from './card.ts'
import { faultWords } from './fault.ts'
import { rotationFact } from './key.ts'
import { wishOf } from './state.ts'
import { CLIP, untrusted } from './text.ts'

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
      ...(verdict === 'approve' ? [lines('effect', [MEANINGS[request.operation]], [EFFECT])] : []),
      ...(fault ? [lines('unread', [`${UNREAD} ${faultWords(fault)}`])] : []),
      comment(form),
    ],
  }
}

const EFFECT =
  'If you approve, the bot reads the key again. If it is still as shown here, the bot makes one call to CipherTrust, then reads the key back.'

const UNREAD =
  'The bot could not read the key just now, so what you see is from when it was asked. You can decide all the same: the key is read again before the call.'

function facts({ request }: DecisionForm): readonly (readonly Inline[])[] {
  const { key, operation } = request
  return [
    fact('Request', request.id),
    fact('Operation', value(operation, CLIP.name)),
    fact('ARN', value(key.arn, CLIP.value)),
    fact('Account', value(key.account, CLIP.name), ' in ', value(key.region, CLIP.name)),
    ...(operation === 'enable-auto-rotation' ? [fact('First rotation', ...firstRotation(request))] : []),
    fact('Asked by', person(request.requester), ' ', moment(request.askedAt)),
    ...(request.reason ? [fact('Reason', value(request.reason, CLIP.reason))] : []),
    fact('Expires', moment(request.expiresAt)),
  ]
}

function comment({ verdict, comment = '' }: DecisionForm): KnownBlock {
  const typed = prefilled(comment)
  return {
    type: 'input',
    block_id: COMMENT.block,
    optional: verdict === 'approve',
    label: plain(verdict === 'approve' ? 'Comment' : 'Reason'),
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
