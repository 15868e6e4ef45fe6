import { isOpen, type Request, type RequestIn, type State } from '../../core/request.ts'
import { day, fact, type Inline, readDate } from './blocks.ts'
import { every, isPeriodChange } from './wish.ts'

// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
const AWS_DEFAULT_PERIOD_DAYS = 365

/** In any other state a date of a rotation would be a promise that nobody can keep. */
const MAY_COME_TRUE: readonly State[] = ['requested', 'approved', 'executing', 'calling']

/** What it does, as long as it may be done; once it is done, what comes of it; nothing where it came to nothing. */
export function meaning(request: Request): readonly (readonly Inline[])[] {
  if (request.state === 'succeeded') return done(request)
  if (!isOpen(request)) return []
  const come = request.operation === 'enable-auto-rotation' && MAY_COME_TRUE.includes(request.state)
  return [[meaningOf(request)], ...(come ? [[...rotationLine(request), ` ${CHARGES}`]] : [])]
}

const CHARGES = 'AWS charges for the first two rotations of a key.'

function rotationLine(request: Request): readonly Inline[] {
  return [`${whichRotation(request)} `, ...rotationDate(request), '.']
}

/** Of a key that was found so already nobody here knows since when it is. */
function done(request: RequestIn<'succeeded'>): readonly (readonly Inline[])[] {
  if (request.operation === 'disable-auto-rotation') return [[DONE.off]]
  const isDateKnown = request.how !== 'already_so' || readDate(request.after.rotation.nextDate) !== null
  return [...(isDateKnown ? [rotationLine(request)] : []), [DONE.on]]
}

const DONE = {
  on: 'AWS rotates on its own schedule. Old data stays readable; the ARN and alias stay.',
  off: 'AWS makes no new key material for this key until rotation is switched on again. Data stays readable; the ARN and alias stay.',
} as const

/** What an approver must know of it, whatever becomes of the request. */
export function meaningOf(request: Request): string {
  if (isPeriodChange(request)) return MEANINGS.period
  return MEANINGS[request.operation]
}

const MEANINGS = {
  'enable-auto-rotation':
    'Switching it on rotates nothing now: AWS makes new key material later, on its own schedule. Old data stays readable; the ARN and alias stay.',
  'disable-auto-rotation':
    'AWS stops making new key material for this key, until it is switched on again. Data stays readable; the ARN and alias stay.',
  period:
    'Changing the period rotates nothing now: the new period counts from the call, and AWS makes new key material when it is over. Old data stays readable; the ARN and alias stay.',
} as const

/** When AWS is expected to rotate, where anything is to rotate at all. */
export function rotationFacts(request: Request): readonly (readonly Inline[])[] {
  return request.operation === 'enable-auto-rotation'
    ? [fact(whichRotation(request), ...rotationDate(request))]
    : []
}

/** A key that rotates already may have been rotated before. */
function whichRotation(request: Request): string {
  return isPeriodChange(request) || ('how' in request && request.how === 'already_so')
    ? 'Next rotation'
    : 'First rotation'
}

function rotationDate(request: Request): readonly Inline[] {
  const { periodDays, askedAt } = request
  const then = periodDays === undefined ? '' : `, ${every(periodDays)}`
  const next = readDate(request.state === 'succeeded' ? request.after.rotation.nextDate : undefined)
  if (next !== null) return ['on ', day(next), then]
  const from = 'calledAt' in request && request.calledAt !== undefined ? request.calledAt : askedAt
  const date = day(from + (periodDays ?? AWS_DEFAULT_PERIOD_DAYS) * 86_400_000)
  return ['about ', date, then || ' (AWS’s default is a year)']
}
