import type { Anchor } from './core/anchor.ts'
import type { ChainedRequestEntry } from './core/delivery.ts'
import type { Subject } from './core/derived.ts'
import type { ChainedEntry, Entry, RefusedInput } from './core/entry.ts'
import type { ChannelId, GroupId, KeyId, MessageTs, PersonId } from './core/ids.ts'
import type { Addressee } from './core/input.ts'
import type { Key, Rotation } from './core/key.ts'
import type { KeyReference } from './core/key-reference.ts'
import type { Wanted } from './core/operations.ts'
import type { Policy } from './core/policy.ts'
import type { Refusal } from './core/refusal.ts'
import type { FinalReply, Reply } from './core/reply.ts'
import type { Request } from './core/request.ts'
import type { Transition } from './core/transition.ts'

export interface Clock {
  now(): Date
  sleep(ms: number): Promise<void>
}

/** As much of a logger as is used: fields first, then a short sentence without values. pino's loggers are one. */
export interface Log {
  debug(fields: object, sentence: string): void
  info(fields: object, sentence: string): void
  warn(fields: object, sentence: string): void
  error(fields: object, sentence: string): void
}

/** CipherTrust Manager. Every method throws a CipherTrustFault, and nothing else, when the world breaks. */
export interface CipherTrust {
  /** The keys a reference names, at most 20; none when none is visible to the bot's account. */
  find(reference: KeyReference): Promise<readonly Key[]>
  /** The keys of a Region, or all, as far as the bot's account sees them; at most a few thousand. */
  list(place: { readonly region?: string }): Promise<KeyList>
  /** The key as CipherTrust's copy has it, or null when the account cannot see it. */
  read(id: KeyId): Promise<Key | null>
  /** The flag, from AWS through CipherTrust where it can be asked, else from its copy. */
  readRotation(id: KeyId): Promise<Rotation>
  /** Aliases of visible keys, for "did you mean"; at most a few pages of them. */
  aliases(): Promise<readonly string[]>
  /** Makes sure of a token good for 60 s more. Returns the account it stands for (the JWT's `sub`). */
  prepare(): Promise<string>
  /** Whether it reports the periods of such keys; null where no key that rotates shows it, or nothing can be read. */
  reportsPeriods(key: Key): Promise<boolean | null>
  /** Sends one write, once. A lost answer is a fault with outcome `unknown`, never a retry. */
  send(wanted: Wanted, id: KeyId): Promise<Sent>
}

export interface KeyList {
  readonly keys: readonly Key[]
  /** There are more, or some could not be read. */
  readonly cut: boolean
}

/** CipherTrust's reply to a write, in its own words as far as we keep them. */
export interface Sent {
  readonly rotation: Rotation
  readonly status: number
  readonly ciphertrustRequest?: string
}

export type Identity =
  | { readonly ok: true; readonly person: PersonId; readonly name: string }
  | { readonly ok: false; readonly person: PersonId; readonly refusal: Refusal }

/** Who somebody is, asked of Slack live: nothing here is older than 10 s. */
export interface People {
  /** Never throws: who cannot be identified is refused as `identity_unknown`. */
  identify(user: PersonId): Promise<Identity>
  /** Throws when Slack does not say; the caller must then refuse. */
  members(group: GroupId): Promise<readonly PersonId[]>
}

/** A message could not be brought to Slack. */
export class MessengerFault extends Error {
  override name = 'MessengerFault' as const
  /** `refused`: Slack will never take this one message; `unknown`: worth another try. */
  readonly reason: 'unusable_channel' | 'rate_limited' | 'gone' | 'refused' | 'unknown'
  readonly retryAfterMs: number | undefined
  /** Slack's own word for it, where it gave one. */
  readonly slack: string | undefined

  constructor(
    reason: MessengerFault['reason'],
    options: { retryAfterMs?: number; slack?: string; cause?: unknown } = {},
  ) {
    super(reason, { cause: options.cause })
    this.reason = reason
    this.retryAfterMs = options.retryAfterMs
    this.slack = options.slack
  }
}

/** What a card is drawn from: the request, and the newest line its thread shows. */
export interface CardState {
  readonly request: Request
  readonly newest: ChainedEntry | null
  /** An earlier card of this request was deleted: this one takes its place. */
  readonly replaces: boolean
}

export interface LineState {
  readonly request: Request
  readonly entry: ChainedRequestEntry
}

/**
 * Slack, as a place to tell things. `look` is true when an earlier try may have come through: the message is then
 * looked for before it is posted. All throw MessengerFault.
 */
export interface Messenger {
  /** Whether requests can live in this channel: not archived, the bot is in it, not shared with others. */
  usable(channel: ChannelId): Promise<boolean>
  postCard(card: CardState, options: { readonly look: boolean }): Promise<MessageTs>
  redrawCard(card: CardState, ts: MessageTs): Promise<void>
  postLine(line: LineState, card: MessageTs, options: { readonly look: boolean }): Promise<MessageTs>
  /** A direct message; `card` is linked when there is one. `refused` when the requester cannot be written to. */
  tellRequester(
    line: LineState,
    card: MessageTs | null,
    options: { readonly look: boolean },
  ): Promise<MessageTs>
  /** The outcome, in another channel than the card's. `refused` when the bot cannot write there. */
  postOutcome(
    line: LineState,
    card: MessageTs | null,
    options: { readonly look: boolean; readonly channel: ChannelId },
  ): Promise<MessageTs>
  /** Answers who typed or pressed, and nobody else: by response_url, as an ephemeral message, or directly. */
  answer(to: Addressee, reply: Reply): Promise<void>
}

/** Brings an anchor of the audit log to a channel; `look` as above. Throws MessengerFault. */
export type PostAnchor = (
  anchor: Anchor,
  options: { readonly channel: ChannelId; readonly look: boolean },
) => Promise<MessageTs>

/** Another process or another click was first: the state is no longer the one the transition left. */
export class StoreConflict extends Error {
  override name = 'StoreConflict' as const
}

/** The only writes there are. Each is one transaction with its audit entries, messages and wake-ups. */
export interface Ledger {
  /**
   * Writes the new states by compare-and-swap on their version, and all that follows from them.
   * Throws StoreConflict, and then nothing was written; also when another open request holds the key.
   */
  commit(...transitions: readonly Transition[]): Promise<void>
  /**
   * Records a refusal, and with it the answer to its input, which is final. Repeated ones of one person are counted
   * in one entry a minute. Once per input.
   */
  refuse(by: PersonId, refused: RefusedInput, reply: FinalReply): Promise<void>
  /** Writes what is due of a person's counted refusals. Returns when to look again, or null. */
  flushRefusals(by: PersonId): Promise<number | null>
  /** An entry about the bot itself. */
  note(entry: Entry): Promise<void>
}

/** A claimed wake-up. It is never a fact: its handler looks at what is stored. */
export interface Job {
  readonly subject: Subject
  readonly owner: string
  /** Claims since it last came to an end, this one included. */
  readonly tries: number
  readonly rev: number
}

export interface Jobs {
  /** Takes the job that is due longest, for `leaseMs` on the store's clock; null when none is due. */
  claim(owner: string, leaseMs: number): Promise<Job | null>
  /** Gives it back, to run again at `again` (epoch ms) or not at all; at once if it was woken meanwhile. */
  finish(job: Job, again: number | null): Promise<void>
  /**
   * The clock of the store was set forward by `ms`, or back: leases keep their length, and everything is woken, for a
   * time on the clock of before says nothing any more.
   */
  clockMoved(ms: number): Promise<void>
}

/** Everything a use case may reach of the world besides its own reads. */
export interface Deps extends Clock {
  /** 8 random bytes: ids are made from them. */
  newId(): Uint8Array
  sha256(text: string): string
  readonly policy: Policy
  readonly ciphertrust: CipherTrust
  readonly people: People
  readonly messenger: Messenger
  readonly ledger: Ledger
}
