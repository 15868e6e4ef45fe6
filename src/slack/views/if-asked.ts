import type { Operation } from '../../core/operations.ts'
import { isGroup } from '../../core/policy.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { IfAsked } from '../../core/reply.ts'
import { obstacles } from '../../core/wish.ts'
import { bold, fact, type Inline, value } from './blocks.ts'
import { channelList, exampleOf, quorumWords } from './by-policy.ts'
import { REFUSALS } from './refusal.ts'
import { denial, ruleWords, says } from './rule.ts'
import { CLIP } from './text.ts'
import { someOf } from './who-may.ts'

type No = IfAsked['nos'][number]

const WISH: Readonly<Record<Operation, string>> = {
  'enable-auto-rotation': 'switch it on',
  'disable-auto-rotation': 'switch it off',
}

interface Around {
  /** The reason against it that was told already. */
  readonly said: Refusal | null
  /** What to type, as far as the reason. */
  readonly line: string
}

/** What would come of it, and what to type; nothing where the one reason against it was told already. */
export function ifAskedLines(ifAsked: IfAsked, { said, line }: Around): readonly (readonly Inline[])[] {
  const wish = WISH[ifAsked.operation]
  const nos = obstacles(ifAsked.nos)
  if (nos.length === 0)
    return [
      [bold(`If you asked to ${wish} now: `), ...conditions(ifAsked)],
      fact('To ask', value(`${line}${reasonOf(ifAsked)}`, CLIP.value)),
    ]
  const others = nos.filter(({ refusal }) => refusal !== said)
  const because = others.flatMap((no) => [' ', ...why(no)])
  return others.length === 0 ? [] : [[bold(`You could not ask to ${wish} now.`), ...because]]
}

/** In angle brackets, so that nobody copies a ticket that is none. */
function reasonOf({ operation, rule: { reason } }: IfAsked): string {
  const [ticket] = reason.tickets
  if (reason.required && ticket) return ` because <${ticket}-…>`
  return reason.required || operation === 'disable-auto-rotation' ? ' because <reason>' : ''
}

function conditions({ operation, rule, approvers }: IfAsked): readonly Inline[] {
  const others = rule.approvers.filter((member) => isGroup(member) || approvers.people.includes(member))
  const approval =
    rule.approvals === 0 ? ['no approval is needed'] : [...someOf(others, rule.approvals), ' must approve']
  const { required, tickets } = rule.reason
  const reason = required || operation === 'disable-auto-rotation'
  return [
    `by ${ruleWords(rule)}, `,
    ...approval,
    required && tickets.length > 0
      ? `, and the reason must name a ticket such as ${exampleOf(tickets)}`
      : reason
        ? ', and a reason must be given'
        : '',
    '.',
  ]
}

/** As to somebody who only looks: nothing was done that could be undone. */
function why({ refusal, facts = {} }: No): readonly Inline[] {
  const { rule, channels, quorum, request } = facts
  switch (refusal) {
    case 'identity_unknown':
      return ['Slack could not say just now whether you may.']
    case 'not_for_this_key':
      return [
        `You are not among those who may ask for this key, ${rule ? says(rule) : says({ name: 'policy' })}.`,
      ]
    case 'policy_denies':
      return rule?.deny === undefined ? ['A rule of the policy refuses it.'] : denial(rule.name, rule.deny)
    case 'not_here':
      return [
        'It may not be typed in this channel',
        ...(channels ? [', but in ', ...channelList(channels)] : []),
        '.',
      ]
    case 'too_few_approvers':
      return [quorum ? quorumWords(quorum) : 'Too few people may approve it.']
    case 'open_request':
      return [request ? `${request.id} is open for this key.` : 'A request for this key is open.']
    case 'channel_unusable':
      return ['The channel where requests are shown cannot be used now.']
    case 'settling':
      return ['A call for this key was made a moment ago and may still take effect.']
    default:
      return [REFUSALS[refusal]]
  }
}
