import type { Names } from '../audit/who.ts'
import type { RequestIn } from '../core/request.ts'
import { REFUSALS } from '../slack/views/refusal.ts'
import type { MovedByHand } from '../usecases/move-on-by-hand.ts'
import { at, standsWords } from './requests-text.ts'

export type Change = 'settle' | 'expire'

/** Why a request could not be settled or ended, and what to do instead. */
export function whyNot(
  what: Change,
  { refusal, request }: Extract<MovedByHand, { ok: false }>,
  names: Names,
): string {
  if (request === null) return `${REFUSALS[refusal]} “cckm-bot requests list --all” lists them.`
  const { id, state } = request
  switch (state) {
    case 'requested':
    case 'approved':
      return `${id} is not in doubt: no call was made. Nothing was done. To end it: cckm-bot requests expire ${id}`
    case 'executing':
      return `The bot is reading the key of ${id} right before its call, so nothing was done. Try again in a minute; if it stands so still, see whether the bot runs.`
    case 'calling':
      return `The call of ${id} is under way, so nothing was done. Look again in two minutes; if it stands so still, see whether the bot runs.`
    case 'unconfirmed':
      return what === 'settle' ? notAsked(request) : inDoubt(request)
    case 'succeeded':
    case 'failed':
    case 'denied':
    case 'expired':
    case 'withdrawn':
    case 'superseded':
    case 'cancelled':
      return `${id} is over since ${at(request.endedAt)}, so nothing was done. ${standsWords(request, names)}`
  }
}

function notAsked({ id, calledAt, reads, nextReadAt }: RequestIn<'unconfirmed'>): string {
  return `Nobody is asked about ${id} yet: the bot still reads the key to find out, ${reads} times since the call of ${at(calledAt)}, next ${at(nextReadAt)}. Only when reading has come to nothing, ten minutes after the call or later, a person can say what AWS shows. Nothing was done.`
}

function inDoubt({ id, personAskedAt }: RequestIn<'unconfirmed'>): string {
  const wayOut =
    personAskedAt === undefined
      ? 'The bot reads the key to find out.'
      : `Look the key up in AWS, then: cckm-bot requests settle ${id} --on, or --off`
  return `The call of ${id} may have taken effect, so it cannot expire. Nothing was done. ${wayOut}`
}
