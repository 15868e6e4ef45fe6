import type { Fault } from './fault.ts'
import type { Key } from './key.ts'
import type { Refusal } from './refusal.ts'
import type { Request } from './request.ts'

/** What a no is about, as far as it was known: the words are made from it. */
export interface RefusalFacts {
  readonly key?: Key
  readonly fault?: Fault
  readonly candidates?: readonly Key[]
  readonly nearest?: readonly string[]
  readonly open?: Request
}

export interface Refused extends RefusalFacts {
  readonly kind: 'refused'
  readonly refusal: Refusal
}

export interface HelpRow {
  readonly name: string
  readonly usage: string
  readonly summary: string
}

/** What a command answers, as data; slack/views words it. */
export type Reply =
  | { readonly kind: 'asked'; readonly request: Request }
  | Refused
  | { readonly kind: 'usage'; readonly problem: UsageProblem; readonly help: HelpRow }
  | {
      readonly kind: 'unknown_command'
      readonly typed: string
      readonly nearest?: string
      readonly help: readonly HelpRow[]
    }
  | { readonly kind: 'help'; readonly help: readonly HelpRow[] }
  | {
      readonly kind: 'key'
      readonly key: Key
      readonly ineligible: Refusal | null
      readonly last: Request | null
    }
  /** Our own fault; the reference stands in the log too. */
  | { readonly kind: 'broken'; readonly reference: string }
  | { readonly kind: 'facts'; readonly title: string; readonly facts: readonly (readonly [string, string])[] }

/** Why a command line could not be read. */
export type UsageProblem = 'no_key' | 'bad_key' | 'several_keys' | 'unknown_word' | 'too_long'
