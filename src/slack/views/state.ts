import { keyName } from '../../core/key.ts'
import type { Policy } from '../../core/policy.ts'
import type { Request, RequestIn } from '../../core/request.ts'
import { bold, type Inline, moment, person, value } from './blocks.ts'
import { askAgain, faultWords } from './fault.ts'
import { progress, quorumOf } from './quorum.ts'
import { withComment } from './reason.ts'
import { closedBecause } from './refusal.ts'
import { inForce } from './rule.ts'
import { CLIP, untrustedMrkdwn } from './text.ts'
import { whoSays } from './who-says.ts'
import { wishFor } from './wish.ts'

/** The state in a word or two; never a colour or an emoji alone. */
const TITLES: Readonly<Record<Request['state'], string>> = {
  requested: 'Waiting for a decision',
  approved: 'Approved',
  executing: 'In progress',
  calling: 'In progress',
  unconfirmed: 'Not confirmed yet',
  succeeded: 'Done',
  failed: 'Failed',
  denied: 'Denied',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
  superseded: 'Replaced',
  cancelled: 'Closed by the bot',
}

export function titleOf(request: Request): string {
  return isUnasked(request) ? NO_APPROVAL : TITLES[request.state]
}

/** Nobody is said to have approved what no approval was asked for. */
export const NO_APPROVAL = 'No approval needed'

function isUnasked({ state, approvals }: Request): boolean {
  return state === 'approved' && approvals.length === 0
}

/** Which request, its state, what it is about and who asked: what a notification shows first. */
export function summary(request: Request): string {
  const name = untrustedMrkdwn(keyName(request.key), CLIP.name)
  return `${request.id}: ${titleOf(request)}. ${wishFor(request)}${name}, asked by <@${request.requester}>.`
}

/** Where the request stands, and since when where it is over: by the policy in force, as far as that is at hand. */
export function standing(request: Request, policy?: Policy): readonly Inline[] {
  const title = titleOf(request)
  const head =
    'endedAt' in request ? [bold(`${title} `), moment(request.endedAt), '. '] : [bold(`${title}. `)]
  return [...head, ...sentence(request, policy)]
}

/** The same without the title. */
export function sentence(request: Request, policy?: Policy): readonly Inline[] {
  switch (request.state) {
    case 'requested':
      return [...waits(request, policy), ' Without a decision it expires ', moment(request.expiresAt), '.']
    case 'approved':
      return request.waiting
        ? [
            `${faultWords(request.waiting.fault)} No call was made yet; the next try is `,
            moment(request.waiting.until),
            '.',
          ]
        : ['The call to CipherTrust is next.']
    case 'executing':
      return ['The key is being read once more before the call.']
    case 'calling':
      return ['The call to CipherTrust is under way.']
    case 'unconfirmed':
      return [
        `${faultWords(request.fault)} The call may or may not have taken effect, so it is not made again. `,
        request.personAskedAt === undefined
          ? 'The bot keeps reading the key to find out. Nothing to do now: the card will show the outcome.'
          : 'The bot could not find out by reading the key, so a person has to say what AWS shows.',
      ]
    case 'succeeded':
      return [
        ...(request.settledBy
          ? [
              ...['It was done, says ', ...whoSays(request.settledBy), ', who looked into AWS'],
              ...[...withComment(request.comment), ' '],
            ]
          : []),
        SUCCEEDED[request.how],
      ]
    case 'failed':
      return [
        `${faultWords(request.fault)} Nothing was changed`,
        ...(request.settledBy ? [', says ', ...whoSays(request.settledBy), ', who looked into AWS'] : []),
        ...[...withComment(request.comment), ` ${askAgain(request.fault, 'ever')}`],
      ]
    case 'denied':
      return ['By ', ...byWhom(request), ` ${UNCHANGED}`]
    case 'expired':
      return expiredBecause(request)
    case 'withdrawn':
      return ['By ', ...byWhom(request), ` ${UNCHANGED}`]
    case 'superseded':
      return [
        `The key had changed, so no call was made. ${request.successor} asks for it as it is now. What changed: `,
        ...changes(request.changes),
        '.',
      ]
    case 'cancelled':
      return [...closedBecause(request.why, policy && inForce(request, policy)), ` ${UNCHANGED}`]
  }
}

function waits(request: RequestIn<'requested'>, policy?: Policy): readonly Inline[] {
  return policy && inForce(request, policy).deny !== undefined
    ? ['By the policy as it is now it cannot be approved: withdraw it, or let it expire.']
    : progress(request, quorumOf(request, policy))
}

/** Of a request that ended before its call. */
export const UNCHANGED = 'The bot changed nothing.'

const SUCCEEDED = {
  called: 'CipherTrust accepted the call, and the key, read again, shows that it is done.',
  already_so: 'The key was as asked already when its turn came, so no call was needed.',
  read_later: 'The answer to the call was lost, but reading the key shows that it was done.',
  settled: 'The answer to the call was lost, and the bot could not read the key.',
} as const

type Expired = Pick<RequestIn<'expired'>, 'approvals' | 'rule' | 'fault' | 'by' | 'comment'>

/** Why it is over, and what can be done now. */
export function expiredBecause(expired: Expired): readonly Inline[] {
  const { by, comment } = expired
  return [
    ...(by ? ['Ended by ', ...whoSays(by), ...withComment(comment)] : [outOfTime(expired)]),
    ` ${UNCHANGED} Ask again if it is still wanted.`,
  ]
}

/** Nobody decided, or an approval went stale; the last fault, where something stood in the way. */
function outOfTime({ approvals, rule, fault }: Expired): string {
  if (fault) return `The call could not be made in time. ${faultWords(fault)}`
  const given = approvals.length
  if (given >= rule.approvals) return 'The call could not be made in time.'
  return given > 0 ? `Only ${given} of ${rule.approvals} approvals came in time.` : 'Nobody decided in time.'
}

/** Who said so, and what they wrote. */
function byWhom({ by, comment }: RequestIn<'denied' | 'withdrawn'>): readonly Inline[] {
  return [person(by), ...withComment(comment)]
}

export function changes(all: readonly { field: string; before: string; after: string }[]): readonly Inline[] {
  return all.flatMap(({ field, before, after }, index) => [
    `${index > 0 ? '; ' : ''}${field} from `,
    value(before, CLIP.name),
    ' to ',
    value(after, CLIP.name),
  ])
}
