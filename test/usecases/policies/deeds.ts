import type { Look } from './written.ts'

/** Somebody, by what the policy in force lets them do; the nth of those. `other`: by their other id. */
export interface Who {
  readonly as: 'requester' | 'approver' | 'again' | 'owner' | 'admin' | 'anybody' | 'stranger'
  readonly nth: number
  readonly other: boolean
}

/** A request: the nth open one from the newest on, or of all. */
export interface Which {
  readonly open: boolean
  readonly nth: number
}

/** `fitting`: so that nothing stands against it, where that can be. */
export interface Asks {
  readonly do: 'ask'
  readonly who: Who
  readonly key: { readonly fitting: boolean; readonly nth: number }
  readonly wish: 'fitting' | 'on' | 'off'
  readonly period: number | null
  readonly reason: string | null
  readonly channel: string
}

export interface Clicks {
  readonly do: 'click'
  readonly what: 'look' | 'approve' | 'deny' | 'withdraw'
  readonly who: Who
  readonly which: Which
}

export interface PersonChanges {
  readonly do: 'person'
  readonly who: Who
  readonly which: Which
  readonly what: 'leaves' | 'joins' | 'deactivated' | 'back' | 'silent' | 'heard'
}

export interface KeyChanges {
  readonly do: 'key'
  /** That of the newest request, or another. */
  readonly key: number | 'asked'
  readonly set: Partial<Look> | 'a read tag' | 'an unread tag'
}

/** A new policy: what the rule in force for a request says is changed. */
export interface Amends {
  readonly do: 'amend'
  readonly which: Which
  readonly set: {
    readonly approvals?: number
    readonly requesters?: readonly string[]
    readonly deny?: string
  }
}

/** What happens outside of the bot. */
export type Change =
  | PersonChanges
  | KeyChanges
  | Amends
  | { readonly do: 'group'; readonly nth: number; readonly silent: boolean }
  | { readonly do: 'restart'; readonly policy: number }
  | { readonly do: 'wait'; readonly minutes: number }

export type Deed = Asks | Clicks | Change

/** Whether the bot gets to its own work after it. */
export interface Step {
  readonly deed: Deed
  readonly works: boolean
}
