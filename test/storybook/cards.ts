import type { FaultKind } from '../../src/core/fault.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import type { Request } from '../../src/core/request.ts'
import { everyRequest, ORDINARY } from '../slack/views/every-request.ts'
import { cardsOf } from '../slack/views/every-view.ts'
import type { Story } from './story.ts'

/** Why a key cannot be switched on, whoever asks. */
export const UNFIT: readonly Refusal[] = [
  'key_gone',
  'aws_managed',
  'asymmetric',
  'hmac',
  'imported',
  'custom_key_store',
  'external_key_store',
  'replica',
  'disabled',
  'pending_deletion',
  'pending_import',
  'not_ready',
]

/** Why the bot may have to close a request. */
const CLOSES: readonly Refusal[] = [
  ...UNFIT,
  'not_allowed',
  'not_for_this_key',
  'policy_denies',
  'reason_required',
  'ticket_required',
  'too_few_approvers',
  'period_unknown',
  'deactivated',
  'guest',
  'bot',
  'foreign',
  'key_not_found',
  'already_so',
  'key_unsteady',
  'approval_void',
  'channel_unusable',
]

/** The card of a request in each state, and once more for whatever else it can say then. */
export function cards(): readonly Story[] {
  return everyRequest(ORDINARY)
    .filter((request) => happens(request) && isTypical(request))
    .flatMap((request) => cardsOf(request, ORDINARY))
}

const FAULTS: readonly FaultKind[] = ['unreachable', 'hung_up', 'rejected']
const CLOSED: readonly Refusal[] = ['guest', 'policy_denies', 'disabled']

/** Every other fault, and every other reason to close a request, has a page that is shorter than a card. */
function isTypical(request: Request): boolean {
  if (request.state === 'cancelled') return CLOSED.includes(request.why)
  const fault = 'fault' in request ? request.fault : 'waiting' in request ? request.waiting?.fault : undefined
  return fault === undefined || FAULTS.includes(fault.kind)
}

/** Whether a request can come to be so: what needs no approval never waits for one. */
export function happens(request: Request): boolean {
  if (request.state === 'requested') return request.rule.approvals > 0
  return request.state !== 'cancelled' || CLOSES.includes(request.why)
}
