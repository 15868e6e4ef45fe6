import type { KnownBlock } from '@slack/types'
import type { Policy } from '../../core/policy.ts'
import type { Request, RequestIn } from '../../core/request.ts'
import { bold, buttons, type Inline, lines, plain, value } from './blocks.ts'
import { CLIP } from './text.ts'
import { maySettle, oneOf } from './who-may.ts'

/** What can be pressed on a card. Each name is registered with Slack as it is. */
export const ACTIONS = ['approve', 'deny', 'settle_on', 'settle_off', 'ask_again'] as const
export type Action = (typeof ACTIONS)[number]

/** What a card asks of people in this state of its request, and the buttons to answer with; nothing in most states. */
export function question(request: Request, policy: Policy): readonly KnownBlock[] {
  const { id, state } = request
  if (state === 'requested' && request.rule.approvals > 0)
    return [
      buttons(
        'decide',
        { action: 'approve' satisfies Action, label: 'Approve…', about: id, style: 'primary' },
        { action: 'deny' satisfies Action, label: 'Deny…', about: id, style: 'danger' },
      ),
    ]
  if (state === 'unconfirmed' && request.personAskedAt !== undefined) return settling(request, policy)
  if (state === 'failed' || state === 'expired')
    return [buttons('again', { action: 'ask_again' satisfies Action, label: 'Ask again', about: id })]
  return []
}

function settling(request: RequestIn<'unconfirmed'>, policy: Policy): readonly KnownBlock[] {
  const { id, key } = request
  return [
    lines(
      'question',
      [bold('Is automatic rotation of '), value(key.arn, CLIP.value), bold(' on in AWS now?')],
      settlers(request, policy),
      [
        'Look it up in the AWS console, then answer. Your answer ends this request, and the audit log keeps your name.',
      ],
    ),
    buttons(
      'settle',
      { action: 'settle_on' satisfies Action, label: 'Yes, it is on', about: id, confirm: surely('on') },
      { action: 'settle_off' satisfies Action, label: 'No, it is off', about: id, confirm: surely('off') },
    ),
  ]
}

/** Who is asked, and who is not. */
export function settlers(request: Request, policy: Policy): readonly Inline[] {
  const who = maySettle(request, policy)
  if (who.length === 0)
    return ['The policy names nobody who may answer. An operator must look at the policy.']
  return ['To be answered by ', ...oneOf(who), ' (not by the requester).']
}

function surely(flag: 'on' | 'off') {
  return {
    title: plain(`It is ${flag} in AWS?`),
    text: plain(
      `You looked at this key in AWS, and its automatic rotation is ${flag}. The audit log will say that you said so.`,
    ),
    confirm: plain(`Yes, it is ${flag}`),
    deny: plain('Not sure'),
  }
}
