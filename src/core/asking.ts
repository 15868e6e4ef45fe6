import type { ChannelId, InputId, PersonId, RequestId } from './ids.ts'
import type { Key } from './key.ts'
import type { Operation } from './operations.ts'
import type { RequestIn } from './request.ts'
import type { Rule } from './rules.ts'
import { about, flagOf, next, type Transition } from './transition.ts'

export interface Asking {
  readonly id: RequestId
  readonly operation: Operation
  /** Days between rotations, where a period is asked for. */
  readonly periodDays?: number
  readonly key: Key
  readonly snapshotHash: string
  readonly requester: PersonId
  readonly reason?: string
  /** SHA-256 of the reason, where there is one. */
  readonly reasonHash?: string
  readonly inputId: InputId
  readonly askedIn: ChannelId
  readonly rule: Rule
  /** The request that this one takes the place of: its key had changed, or it came to nothing and was asked again. */
  readonly follows?: RequestId
}

export function ask(
  { rule, reasonHash, ...asking }: Asking,
  at: Date,
): Transition & { readonly to: RequestIn<'requested'> } {
  const { id, key, follows, periodDays } = asking
  const { name, approvals, channel, notify } = rule
  const expiresAt = at.getTime() + rule.expires
  const to: RequestIn<'requested'> = {
    ...asking,
    ...{ channel, notify, rule: { name, approvals } },
    approvals: [],
    state: 'requested',
    version: 1,
    askedAt: at.getTime(),
    expiresAt,
    ...(approvals > 0 && rule.remind !== 'none' ? { remindAt: expiresAt - rule.remind } : {}),
  }
  const entry = {
    ...about(id, at),
    kind: 'asked',
    by: asking.requester,
    operation: asking.operation,
    arn: key.arn,
    key: key.id,
    snapshot: asking.snapshotHash,
    before: flagOf(key),
    rule: name,
    approvals,
    input: asking.inputId,
    channel: asking.askedIn,
    ...(periodDays ? { periodDays } : {}),
    ...(follows ? { follows } : {}),
    ...(reasonHash ? { reason: reasonHash } : {}),
  } as const
  return { from: null, to, entry }
}

/** With `approvals: 0` the rule itself approves, in the transaction of the asking. */
export function approveByPolicy(request: RequestIn<'requested'>, at: Date): Transition {
  const to = { ...next(request), state: 'approved', approvedAt: at.getTime(), tries: 0 } as const
  const entry = {
    ...about(request.id, at),
    ...({ kind: 'approved', by: 'policy' } as const),
    ...{ rule: request.rule.name, needed: 0, given: 0 },
  }
  return { from: request, to, entry }
}
