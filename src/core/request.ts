import { z } from 'zod'
import { Fault } from './fault.ts'
import { ChannelId, InputId, OsUser, PersonId, RequestId, Witness } from './ids.ts'
import { Key } from './key.ts'
import { Operation } from './operations.ts'
import { Refusal } from './refusal.ts'

/** Epoch milliseconds of the store's clock. */
const Instant = z.int().nonnegative()

const Change = z.object({ field: z.string(), before: z.string(), after: z.string() })

/** One person's yes. `input` is the press or command that said it: said again by a later life it is the same yes. */
const Approval = z.object({
  by: PersonId,
  at: Instant,
  input: InputId,
  comment: z.string().optional(),
})

/** What every request has, whatever its state. `key` is the key as it was shown when it was asked. */
const Asked = z.object({
  id: RequestId,
  version: z.int().positive(),
  operation: Operation,
  /** Days between rotations, where a period was asked for. */
  periodDays: z.int().positive().optional(),
  key: Key,
  snapshotHash: z.string(),
  requester: PersonId,
  reason: z.string().optional(),
  inputId: InputId,
  askedIn: ChannelId,
  channel: ChannelId,
  askedAt: Instant,
  expiresAt: Instant,
  /** When those who may still decide are reminded, and when they were. */
  remindAt: Instant.optional(),
  remindedAt: Instant.optional(),
  /** The rule in force when it was asked; later ones are looked up. */
  rule: z.object({ name: z.string(), approvals: z.int().nonnegative() }),
  approvals: z.array(Approval).readonly(),
  /** The inputs of approvals that came to count no more: said again by a later life, they are not given anew. */
  voided: z.array(InputId).readonly().optional(),
  /** Channels that hear of the outcome. */
  notify: z.array(ChannelId).readonly(),
  /** The request that this one takes the place of. */
  follows: RequestId.optional(),
})

const Approved = Asked.extend({
  approvedAt: Instant,
  /** Times it was claimed and given back because something could not be found out. */
  tries: z.int().nonnegative(),
  waiting: z.object({ fault: Fault, until: Instant }).optional(),
})

const Executing = Approved.extend({ claimedBy: z.string(), attempt: z.union([z.literal(1), z.literal(2)]) })
const Calling = Executing.extend({ calledAt: Instant, before: Key })
const Ended = Asked.extend({ endedAt: Instant })
/** Of a call that somebody settled: who says so, and the press that said it, or what they wrote at the command line. */
const settled = {
  settledBy: Witness.optional(),
  input: InputId.optional(),
  comment: z.string().optional(),
}

const STATES = [
  Asked.extend({ state: z.literal('requested') }),
  Approved.extend({ state: z.literal('approved') }),
  Executing.extend({ state: z.literal('executing') }),
  Calling.extend({ state: z.literal('calling') }),
  Calling.extend({
    state: z.literal('unconfirmed'),
    fault: Fault,
    reads: z.int().nonnegative(),
    nextReadAt: Instant,
    /** Since when a person is asked, reading having come to nothing. */
    personAskedAt: Instant.optional(),
  }),
  Ended.extend({
    state: z.literal('succeeded'),
    after: Key,
    how: z.enum(['called', 'already_so', 'read_later', 'settled']),
    calledAt: Instant.optional(),
    ...settled,
  }),
  Ended.extend({
    state: z.literal('failed'),
    fault: Fault,
    calledAt: Instant.optional(),
    ...settled,
  }),
  Ended.extend({
    state: z.literal('denied'),
    by: PersonId,
    input: InputId,
    comment: z.string().optional(),
  }),
  Ended.extend({
    state: z.literal('expired'),
    fault: Fault.optional(),
    /** Who ended it at the command line, before its time. */
    by: OsUser.optional(),
    comment: z.string().optional(),
  }),
  Ended.extend({
    state: z.literal('withdrawn'),
    by: PersonId,
    input: InputId,
    comment: z.string().optional(),
  }),
  Ended.extend({
    state: z.literal('superseded'),
    changes: z.array(Change).readonly(),
    successor: RequestId,
  }),
  Ended.extend({ state: z.literal('cancelled'), why: Refusal }),
] as const

/** One request about one key. A row of the store is parsed by this same definition. */
export const Request = z.discriminatedUnion('state', STATES)
export type Request = Readonly<z.infer<typeof Request>>
export type State = Request['state']
export type RequestIn<S extends State> = Extract<Request, { state: S }>

/** A request in one of these holds its key: nobody else can ask for it. The store's unique index says the same. */
export const OPEN_STATES = [
  'requested',
  'approved',
  'executing',
  'calling',
  'unconfirmed',
] as const satisfies readonly State[]
export type OpenState = (typeof OPEN_STATES)[number]

export function isOpen(request: Request): request is RequestIn<OpenState> {
  return OPEN_STATES.some((state) => state === request.state)
}
