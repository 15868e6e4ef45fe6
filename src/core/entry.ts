import { z } from 'zod'
import { Fault } from './fault.ts'
import { ChannelId, InputId, PersonId, RequestId } from './ids.ts'
import { Operation } from './operations.ts'
import { Member } from './policy.ts'
import { Refusal } from './refusal.ts'

/** Flag and period of a key, as an entry keeps them. */
const Flag = z.object({ on: z.boolean(), periodDays: z.int().optional() })

export const RefusedInput = z.object({
  command: z.string(),
  refusal: Refusal,
  fault: Fault.optional(),
  arn: z.string().optional(),
  /** The request that it was about, where there was one. */
  request: RequestId.optional(),
  input: InputId,
  channel: ChannelId,
})
export type RefusedInput = z.infer<typeof RefusedInput>

const about = { v: z.literal(1), at: z.iso.datetime(), request: RequestId }

/**
 * What the audit log keeps of one event: ids, codes and flags only, never a name, a reason's text or a body.
 * Every kind that belongs to a request names it.
 */
export const Entry = z.discriminatedUnion('kind', [
  z.object({
    ...about,
    kind: z.literal('asked'),
    by: PersonId,
    operation: Operation,
    arn: z.string(),
    key: z.string(),
    snapshot: z.string(),
    before: Flag,
    rule: z.string(),
    approvals: z.int(),
    input: InputId,
    channel: ChannelId,
    periodDays: z.int().optional(),
    follows: RequestId.optional(),
  }),
  z.object({
    ...about,
    kind: z.literal('approved'),
    by: z.union([z.literal('policy'), PersonId]),
    /** The rule in force then, how many must approve by it, and how many have. */
    rule: z.string(),
    needed: z.int().nonnegative(),
    given: z.int().nonnegative(),
    /** Earlier approvals that do not count any more: their people may no longer approve. */
    void: z.array(PersonId).min(1).readonly().optional(),
    input: InputId.optional(),
  }),
  z.object({ ...about, kind: z.literal('reminded'), of: z.array(Member).readonly() }),
  z.object({ ...about, kind: z.literal('denied'), by: PersonId, input: InputId }),
  z.object({ ...about, kind: z.literal('withdrawn'), by: PersonId, input: InputId }),
  z.object({ ...about, kind: z.literal('claimed'), attempt: z.int(), owner: z.string() }),
  z.object({ ...about, kind: z.literal('released'), fault: Fault.optional() }),
  z.object({ ...about, kind: z.literal('calling'), attempt: z.int(), before: Flag, account: z.string() }),
  z.object({ ...about, kind: z.literal('not_sent'), fault: Fault }),
  z.object({
    ...about,
    kind: z.literal('succeeded'),
    how: z.enum(['called', 'already_so', 'read_later', 'settled']),
    before: Flag,
    after: Flag,
    status: z.int().optional(),
    ciphertrustRequest: z.string().optional(),
    by: PersonId.optional(),
    input: InputId.optional(),
  }),
  z.object({
    ...about,
    kind: z.literal('failed'),
    fault: Fault,
    by: PersonId.optional(),
    input: InputId.optional(),
  }),
  z.object({ ...about, kind: z.literal('unconfirmed'), fault: Fault }),
  z.object({ ...about, kind: z.literal('read_again'), flag: Flag.optional(), fault: Fault.optional() }),
  z.object({ ...about, kind: z.literal('person_asked'), fault: Fault }),
  z.object({
    ...about,
    kind: z.literal('superseded'),
    changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })).readonly(),
    successor: RequestId,
  }),
  z.object({ ...about, kind: z.literal('cancelled'), why: Refusal }),
  z.object({ ...about, kind: z.literal('expired'), fault: Fault.optional() }),
  z.object({
    v: z.literal(1),
    at: z.iso.datetime(),
    kind: z.literal('refused'),
    by: PersonId,
    since: z.iso.datetime(),
    inputs: z.array(RefusedInput.extend({ count: z.int().positive() })).min(1),
    /** Further refusals of the same minute, beyond the ones listed. */
    more: z.int().nonnegative(),
  }),
  z.object({ v: z.literal(1), at: z.iso.datetime(), kind: z.literal('policy_loaded'), hash: z.string() }),
  z.object({ v: z.literal(1), at: z.iso.datetime(), kind: z.literal('started'), version: z.string() }),
  z.object({ v: z.literal(1), at: z.iso.datetime(), kind: z.literal('stopped') }),
])
export type Entry = z.infer<typeof Entry>
export type RequestEntry = Extract<Entry, { request: RequestId }>

/** An entry at its place in the chain; `hash` covers it and all before it. */
export interface ChainedEntry {
  readonly seq: number
  readonly hash: string
  readonly entry: Entry
}

/**
 * The text that is hashed, SHA-256 over its UTF-8: `prev` is the hash before, 64 zeros for the first. `body` is the
 * stored text, never re-serialized.
 */
export function chainText(seq: number, prev: string, body: string): string {
  return `cckm-audit-v1\n${seq}\n${prev}\n${body}`
}

export const GENESIS = '0'.repeat(64)
