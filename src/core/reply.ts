import { z } from 'zod'
import { Fault } from './fault.ts'
import type { History } from './history.ts'
import { ChannelId, type PersonId } from './ids.ts'
import type { Verdict } from './input.ts'
import { Key } from './key.ts'
import type { Operation } from './operations.ts'
import type { Member } from './policy.ts'
import { Refusal } from './refusal.ts'
import { Request } from './request.ts'
import type { Rule } from './rules.ts'
import type { Sought } from './sought.ts'
import type { People } from './standing.ts'

/** What a no is about, as far as it was known: the words are made from it. */
const RefusalFacts = z.object({
  key: Key.exactOptional(),
  fault: Fault.exactOptional(),
  candidates: z.array(Key).readonly().exactOptional(),
  nearest: z.array(z.string()).readonly().exactOptional(),
  /** The name that no key goes by. */
  alias: z.string().exactOptional(),
  request: Request.exactOptional(),
  /** The rule that says so, and why where it says why. */
  rule: z.object({ name: z.string(), deny: z.string().exactOptional() }).exactOptional(),
  /** Channels where it may be asked for. */
  channels: z.array(ChannelId).readonly().exactOptional(),
  /** Prefixes of the tickets, one of which the reason must name. */
  tickets: z.array(z.string()).readonly().exactOptional(),
  /** How many must approve, and how many people there are who may. */
  quorum: z.object({ needed: z.int(), people: z.int() }).exactOptional(),
})
export type RefusalFacts = Readonly<z.infer<typeof RefusalFacts>>

const Refused = RefusalFacts.extend({ kind: z.literal('refused'), refusal: Refusal })
export type Refused = Readonly<z.infer<typeof Refused>>

/** Our own fault; the reference stands in the log too. */
const Broken = z.object({ kind: z.literal('broken'), reference: z.string() })
type Broken = Readonly<z.infer<typeof Broken>>

/** An answer that is final: it is stored with its entry, and said again rather than found out again. */
export const FinalReply = z.discriminatedUnion('kind', [Refused, Broken])
export type FinalReply = Refused | Broken

/** A command, as help and the docs tell of it. */
export interface HelpRow {
  readonly name: string
  readonly usage: string
  readonly summary: string
  /** A line that somebody could type, without the slash command. */
  readonly example: string
  /** What else there is to know, in whole sentences. */
  readonly notes?: readonly string[]
}

/** A page of the keys that somebody looked for. */
export interface FoundKeys {
  readonly kind: 'found'
  readonly sought: Sought
  readonly keys: readonly Key[]
  /** How many stand before this page, and how many there are altogether. */
  readonly first: number
  readonly total: number
  /** There are more keys than were looked through. */
  readonly cut: boolean
  /** Where there are none: the names most like what was looked for. */
  readonly nearest: readonly string[]
  /** The next page. */
  readonly next: number | null
}

/** A page of requests, newest first. */
export interface RequestPage {
  readonly kind: 'requests'
  readonly which: WhichRequests
  readonly requests: readonly Request[]
  /** Whether there are older ones. */
  readonly more: boolean
  /** Slack did not say who is in some group of the policy: of those that wait for somebody, some may be missing. */
  readonly untold?: boolean
}

/** The form in which a decision is made, drawn from what is stored. */
export interface DecisionForm {
  readonly kind: 'form'
  readonly verdict: Verdict
  readonly request: Request
  /** The rule in force, and whose earlier approval counts. */
  readonly rule: Rule
  readonly counting: readonly PersonId[]
  /** What was typed as the reason already. */
  readonly comment?: string
  /** Why the key could not be compared just now with what was asked. */
  readonly fault?: Fault
}

/** What a command or a press answers, as data; slack/views words it. */
export type Reply =
  | { readonly kind: 'asked'; readonly request: Request }
  | { readonly kind: 'decided'; readonly verdict: Verdict; readonly request: Request }
  | { readonly kind: 'withdrawn'; readonly request: Request }
  | { readonly kind: 'settled'; readonly request: Request }
  /** The bot closed it when somebody wanted to approve it: the key is no longer as it was. */
  | { readonly kind: 'closed'; readonly request: Request }
  | DecisionForm
  /** `more` is the line that gets the next page, as it would be typed. */
  | (Omit<RequestPage, 'more'> & { readonly more: string | null })
  | Refused
  | (Mend & { readonly kind: 'usage'; readonly problem: UsageProblem; readonly help: HelpRow })
  | {
      readonly kind: 'unknown_command'
      readonly typed: string
      /** A line that may have been meant. */
      readonly nearest?: string
      readonly help: readonly HelpRow[]
    }
  | { readonly kind: 'help'; readonly help: readonly HelpRow[] }
  | { readonly kind: 'help_on'; readonly help: HelpRow }
  | (Omit<FoundKeys, 'next'> & { readonly more: string | null })
  | (Omit<History, 'more'> & { readonly more: string | null })
  | {
      readonly kind: 'key'
      readonly key: Key
      readonly ineligible: Refusal | null
      readonly last: Request | null
      /** What would come of it if the reader asked now. */
      readonly ifAsked: IfAsked
    }
  | Broken
  | { readonly kind: 'facts'; readonly title: string; readonly facts: readonly Fact[] }

/** A label, and what is said under it. */
export type Fact = readonly [label: string, said: readonly Said[]]

/** Our own words, somebody whom the policy names, or a text of the policy. */
export type Said = string | { readonly member: Member } | { readonly written: string }

/** What would come of an operation on a key, were somebody to ask for it now. */
export interface IfAsked {
  readonly operation: Operation
  readonly rule: Rule
  /** Those who could approve it: never who asks. */
  readonly approvers: People
  /** Every reason why it could not be asked for. */
  readonly nos: readonly { readonly refusal: Refusal; readonly facts?: RefusalFacts }[]
}

/** Open ones; those a person asked for; those that wait for that person; all, newest first. */
export type WhichRequests = 'open' | 'mine' | 'waiting' | 'all'

/** What is known of a line that could not be read. */
export interface Mend {
  /** What of it was not understood. */
  readonly word?: string
  /** How the line may have been meant; what is still to be written stands in angle brackets. */
  readonly line?: string
}

/** Why a command line could not be read. */
export type UsageProblem =
  | 'no_key'
  | 'bad_key'
  | 'several_keys'
  | 'unknown_word'
  | 'too_long'
  | 'bad_period'
  | 'no_reason'
  | 'no_request'
  | 'bad_request'
  | 'request_not_key'
  | 'empty_reason'
  | 'nothing_to_find'
  | 'bad_rotation'
  | 'bad_region'
  | 'bad_account'
  | 'bad_page'
  | 'bad_time'
  | 'bad_person'
  | 'bad_entry'
  | 'option_twice'
