import type { ChannelId, InputId, PersonId, RequestId } from './ids.ts'
import type { Key } from './key.ts'
import type { Operation } from './operations.ts'
import type { Rule } from './policy.ts'
import type { RequestIn } from './request.ts'
import { about, flagOf, next, type Transition } from './transition.ts'

export interface Asking {
  readonly id: RequestId
  readonly operation: Operation
  readonly key: Key
  readonly snapshotHash: string
  readonly requester: PersonId
  readonly reason?: string
  readonly inputId: InputId
  readonly askedIn: ChannelId
  readonly channel: ChannelId
  readonly rule: Rule
  /** The request that this one takes the place of: its key had changed, or it came to nothing and was asked again. */
  readonly follows?: RequestId
}

export function ask(
  { rule, ...asking }: Asking,
  at: Date,
): Transition & { readonly to: RequestIn<'requested'> } {
  const { id, key, follows } = asking
  const { name, approvals, expiresMs } = rule
  const to: RequestIn<'requested'> = {
    ...asking,
    rule: { name, approvals },
    approvals: [],
    state: 'requested',
    version: 1,
    askedAt: at.getTime(),
    expiresAt: at.getTime() + expiresMs,
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
    ...(follows ? { follows } : {}),
  } as const
  return { from: null, to, entry }
}

/** With `approvals: 0` the rule itself approves, in the transaction of the asking. */
export function approveByPolicy(request: RequestIn<'requested'>, at: Date): Transition {
  const to = { ...next(request), state: 'approved', approvedAt: at.getTime(), tries: 0 } as const
  const entry = { ...about(request.id, at), kind: 'approved', by: 'policy', rule: request.rule.name } as const
  return { from: request, to, entry }
}
