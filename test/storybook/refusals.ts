import { Refusal } from '../../src/core/refusal.ts'
import type { RefusalFacts, Refused } from '../../src/core/reply.ts'
import { AUDIT, a, aKey, ON, waiting } from '../builders.ts'
import { everyRequest, FAULTS, ORDINARY } from '../slack/views/every-request.ts'
import { happens } from './cards.ts'

const key = aKey()
const other = aKey({
  arn: 'arn:aws:kms:us-east-1:123456789012:key/0b7d9c42-6d1e-4f0a-9c55-1f2e3d4c5b6a',
  region: 'us-east-1',
  rotation: ON,
})
const rule = { name: 'production' }
const over = everyRequest(ORDINARY).filter((request) => request.state !== 'requested' && happens(request))
const nothing: readonly RefusalFacts[] = [{}]
const ofTheKey: readonly RefusalFacts[] = [{ key }]

/** What is known with each refusal, as the bot gives it; more than once where the words depend on it. */
const FACTS: Readonly<Record<Refusal, readonly RefusalFacts[]>> = {
  not_allowed: nothing,
  not_for_this_key: [{ key, rule }],
  not_here: [{ channels: [AUDIT] }],
  policy_denies: [{ key, rule: { name: ORDINARY.ruleName, deny: ORDINARY.denial } }, {}],
  reason_required: [{ key, rule }],
  ticket_required: [{ key, rule, tickets: ['CHG', 'INC'] }],
  too_few_approvers: [0, 1, 2].map((people) => ({ key, rule, quorum: { needed: people + 1, people } })),
  period_unknown: ofTheKey,
  deactivated: nothing,
  guest: nothing,
  bot: nothing,
  foreign: nothing,
  identity_unknown: nothing,
  key_not_found: [
    { alias: 'alias/payment', nearest: ['alias/payments', 'alias/payment-tokens'] },
    { nearest: [] },
  ],
  key_ambiguous: [{ candidates: [key, other] }],
  key_gone: ofTheKey,
  aws_managed: ofTheKey,
  asymmetric: ofTheKey,
  hmac: ofTheKey,
  imported: ofTheKey,
  custom_key_store: ofTheKey,
  external_key_store: ofTheKey,
  replica: [{ key: { ...key, primaryArn: other.arn } }],
  disabled: ofTheKey,
  pending_deletion: ofTheKey,
  pending_import: ofTheKey,
  not_ready: ofTheKey,
  already_so: [{ key }, { key: { ...key, rotation: ON } }],
  not_approver: [{ request: waiting() }],
  own_request: [{ request: waiting() }],
  already_approved: [{ request: waiting() }],
  already_decided: over.map((request) => ({ request })),
  too_late: [{ request: waiting() }],
  not_yours: [{ request: waiting() }],
  under_way: [{ request: a('calling') }],
  approval_void: [{ request: waiting() }],
  key_unsteady: [{ request: waiting() }],
  nothing_to_settle: [{ request: a('succeeded') }],
  no_such_request: nothing,
  not_its_card: nothing,
  form_not_opened: nothing,
  open_request: [{ key, request: waiting() }],
  settling: [{ key }],
  channel_unusable: ofTheKey,
  ciphertrust_fault: FAULTS.map((fault) => ({ fault })),
  unreadable: [{ fault: { kind: 'unreachable', outcome: 'not_sent' } }],
  not_stored: nothing,
  slow_to_store: nothing,
  too_many_of_yours: nothing,
  too_many: nothing,
  broken: nothing,
}

/** Each refusal with what is known of it when the bot says it. */
export function refusals(): readonly Refused[] {
  return Refusal.options.flatMap((refusal) =>
    FACTS[refusal].map((facts) => ({ kind: 'refused', refusal, ...facts }) as const),
  )
}
