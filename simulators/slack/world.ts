import type { Fields } from './json.ts'

export type Block = Fields

/** People, groups and channels are kept in Slack's own spelling, so that a read hands them out as they are. */
export interface User {
  readonly id: string
  readonly team_id: string
  readonly name: string
  readonly deleted: boolean
  readonly is_bot: boolean
  readonly [field: string]: unknown
}

export interface Group {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly users: readonly string[]
  readonly date_delete: number
}

export interface Channel {
  readonly id: string
  readonly name?: string | undefined
  readonly is_im: boolean
  readonly is_private: boolean
  readonly is_archived: boolean
  readonly is_ext_shared: boolean
  /** Whether the bot is in it. */
  readonly is_member: boolean
  readonly members: readonly string[]
  /** The other side of a direct message. */
  readonly user?: string | undefined
  readonly [field: string]: unknown
}

export interface Metadata {
  readonly event_type: string
  readonly event_payload: Fields
}

export interface Message {
  readonly ts: string
  readonly channel: string
  readonly user: string
  text: string
  blocks: readonly Block[]
  metadata?: Metadata | undefined
  readonly threadTs?: string | undefined
  readonly ephemeralFor?: string | undefined
  /** The ids of the files it shares. */
  readonly files?: readonly string[] | undefined
  edits: number
  /** When Slack shows the mark "edited". */
  editedTs?: string | undefined
  /** A deleted parent whose replies remain. */
  tombstone: boolean
}

export interface World {
  readonly team: { readonly id: string; readonly domain: string; readonly name: string }
  bot: { readonly userId: string; readonly botId: string; readonly appId: string }
  readonly users: Map<string, User>
  readonly groups: Map<string, Group>
  readonly channels: Map<string, Channel>
  readonly messages: Map<string, Message[]>
  lastMicros: number
}

/** Slackbot exists in every workspace and is, oddly, no bot to users.info. */
export const SLACKBOT = 'USLACKBOT'
