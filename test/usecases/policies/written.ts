import type { Operation } from '../../../src/core/operations.ts'

/** The fields of a policy as somebody writes them. */
export interface Fields {
  readonly channel: string
  readonly requesters: readonly string[]
  readonly approvers?: readonly string[]
  readonly admins?: readonly string[]
  readonly approvals: number
  readonly expires?: number
  readonly remind?: number | 'none'
  readonly askIn?: readonly string[]
  readonly reason?: { readonly required?: boolean; readonly tickets?: readonly string[] }
  readonly notify?: readonly string[]
}

export interface Match {
  readonly aliases?: readonly string[]
  readonly accounts?: readonly string[]
  readonly regions?: readonly string[]
  readonly tags?: Readonly<Record<string, string | readonly string[]>>
  readonly operations?: readonly Operation[]
}

export interface WrittenRule extends Partial<Fields> {
  readonly name: string
  readonly match?: Match
  readonly deny?: string
}

export interface Written extends Fields {
  readonly rules: readonly WrittenRule[]
}

/** A key as far as people and policies see it. */
export interface Look {
  readonly account: string
  readonly region: string
  readonly aliases: readonly string[]
  readonly tags: Readonly<Record<string, string>>
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion'
  readonly on: boolean
  /** Days between rotations; what AWS takes where nobody says. */
  readonly period: number
}
