import { z } from 'zod'
import { Fault } from './fault.ts'
import { ChannelId, InputId, MessageTs, OsUser, PersonId, RequestId, Witness } from './ids.ts'
import { Operation } from './operations.ts'
import { Member } from './policy.ts'
import { Refusal } from './refusal.ts'

/** Flag and period of a key, as an entry keeps them. */
const Flag = z.object({ on: z.boolean(), periodDays: z.int().optional() })
export type Flag = Readonly<z.infer<typeof Flag>>

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

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** Of a text that somebody wrote: it shows whether the text that is kept elsewhere is still the one that was written. */
const Written = Sha256.optional()

const always = { v: z.literal(1), at: z.iso.datetime() }
const about = { ...always, request: RequestId }
/** Which program ran, and a hash over its settings without secrets; `config` came later, so old entries lack it. */
const program = { config: Sha256.optional() }

/**
 * What the audit log keeps of one event: ids, codes, flags and hashes only, never a name, a reason's text or a body.
 * A log is kept for years: what is written stays readable, so fields are only added, and added ones are optional.
 * docs/audit.md has a row for each kind; a test compares.
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
    reason: Written,
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
    comment: Written,
  }),
  z.object({ ...about, kind: z.literal('reminded'), of: z.array(Member).readonly() }),
  z.object({ ...about, kind: z.literal('denied'), by: PersonId, input: InputId, comment: Written }),
  z.object({ ...about, kind: z.literal('withdrawn'), by: PersonId, input: InputId, comment: Written }),
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
    by: Witness.optional(),
    input: InputId.optional(),
    comment: Written,
  }),
  z.object({
    ...about,
    kind: z.literal('failed'),
    fault: Fault,
    by: Witness.optional(),
    input: InputId.optional(),
    comment: Written,
  }),
  z.object({
    ...about,
    kind: z.literal('unconfirmed'),
    fault: Fault,
    /** What the answer said, where one came, and what the last read back said. */
    answered: Flag.optional(),
    readBack: Flag.optional(),
  }),
  z.object({ ...about, kind: z.literal('read_again'), flag: Flag.optional(), fault: Fault.optional() }),
  z.object({ ...about, kind: z.literal('person_asked'), fault: Fault }),
  z.object({
    ...about,
    kind: z.literal('superseded'),
    changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })).readonly(),
    successor: RequestId,
  }),
  z.object({ ...about, kind: z.literal('cancelled'), why: Refusal }),
  z.object({
    ...about,
    kind: z.literal('expired'),
    fault: Fault.optional(),
    /** Who ended it at the command line, before its time. */
    by: OsUser.optional(),
    comment: Written,
  }),
  z.object({
    ...always,
    kind: z.literal('refused'),
    by: PersonId,
    since: z.iso.datetime(),
    inputs: z.array(RefusedInput.extend({ count: z.int().positive() })).min(1),
    /** Further refusals of the same minute, beyond the ones listed. */
    more: z.int().nonnegative(),
  }),
  z.object({ ...always, kind: z.literal('policy_loaded'), hash: z.string() }),
  z.object({ ...always, ...program, kind: z.literal('started'), version: z.string() }),
  z.object({ ...always, ...program, kind: z.literal('stopped'), version: z.string().optional() }),
  z.object({
    ...always,
    kind: z.literal('post_given_up'),
    post: z.enum(['card', 'line', 'dm', 'outcome', 'anchor']),
    to: z.union([ChannelId, PersonId]),
    /** Slack's own word for why, where it gave one. */
    slack: z.string().optional(),
    request: RequestId.optional(),
    /** The entry that was to be told; of an anchor, the one it names. */
    seq: z.int().positive().optional(),
  }),
  /** Somebody at the command line had everything tried again that was given up of a request. */
  z.object({
    ...about,
    kind: z.literal('posts_retried'),
    by: OsUser,
    posts: z.int().positive(),
  }),
  /** An anchor stands in Slack: `seq` and `hash` are those of the entry it names. */
  z.object({
    ...always,
    kind: z.literal('anchored'),
    seq: z.int().positive(),
    hash: Sha256,
    channel: ChannelId,
    ts: MessageTs,
  }),
])
export type Entry = z.infer<typeof Entry>
/** Of a step of a request; a post that was given up, or is tried again, is none. */
export type RequestEntry = Exclude<Extract<Entry, { request: RequestId }>, { kind: 'posts_retried' }>

export function isOfRequest(entry: Entry): entry is RequestEntry {
  return entry.kind !== 'post_given_up' && entry.kind !== 'posts_retried' && 'request' in entry
}

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
