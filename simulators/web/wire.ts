/** What the page and its servers say to each other. */

export interface Person {
  readonly id: string
  /** `requester`, `approver1`, …; absent for people whom nobody may be, such as Slackbot. */
  readonly role?: string
  readonly name: string
  readonly realName: string
  readonly kind: 'member' | 'guest' | 'stranger' | 'deactivated' | 'app' | 'slackbot'
}

export interface Group {
  readonly id: string
  readonly handle: string
  readonly members: readonly string[]
}

export interface ChannelLook {
  readonly id: string
  readonly name: string
  readonly archived: boolean
  readonly shared: boolean
}

export interface SlashCommand {
  readonly command: string
  readonly description: string
  /** One per way to go on, as in the manifest's usage hint between ` | `. */
  readonly usages: readonly string[]
}

export interface Shortcut {
  readonly callbackId: string
  readonly of: 'global' | 'message'
  readonly name: string
}

export type Block = Readonly<Record<string, unknown>> & { readonly type: string; readonly block_id?: string }

export interface SharedFile {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly bytes: number
  readonly image: boolean
}

export interface MessageLook {
  readonly ts: string
  readonly user: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly onlyYou: boolean
  readonly deleted: boolean
  readonly edited: boolean
  /** How often the app redrew it. */
  readonly edits: number
  readonly files: readonly SharedFile[]
  readonly thread: readonly MessageLook[]
}

export interface Conversation {
  readonly id: string
  readonly messages: readonly MessageLook[]
}

interface PlainText {
  readonly text: string
}

export interface ViewLook {
  readonly id: string
  readonly hash: string
  readonly type: 'modal' | 'home'
  readonly callback_id: string
  readonly title: PlainText | null
  readonly close: PlainText | null
  readonly submit: PlainText | null
  readonly blocks: readonly Block[]
  readonly state: {
    readonly values: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
  }
  readonly errors: Readonly<Record<string, string>>
}

export interface AppLook {
  readonly user: string
  readonly name: string
  readonly color: string
  readonly homeTab: boolean
  /** Whether people may write to it in its direct messages. */
  readonly takesMessages: boolean
  readonly commands: readonly SlashCommand[]
  readonly shortcuts: readonly Shortcut[]
}

/** A call of the app that Slack refused, or an answer of it that Slack could not show. */
export interface Refused {
  readonly at: number
  readonly method: string
  readonly error: string
  readonly reasons: readonly string[]
}

/** The workspace as one person sees it at one moment. */
export interface Screen {
  readonly viewer: string
  readonly team: string
  readonly people: readonly Person[]
  readonly groups: readonly Group[]
  readonly channels: readonly ChannelLook[]
  readonly conversations: readonly Conversation[]
  /** The direct messages with the app; a channel id once there are any. */
  readonly direct: Conversation
  readonly app: AppLook
  readonly modals: readonly ViewLook[]
  readonly home: ViewLook | null
  /** How many sockets the app holds open. */
  readonly connections: number
  readonly refused: readonly Refused[]
}

export interface KeyLook {
  readonly id: string
  readonly alias: string
  readonly arn: string
  readonly rotation: boolean
  readonly period?: number
  readonly state: string
  readonly origin: string
  readonly spec: string
  readonly hidden: boolean
}

export interface CipherTrustCall {
  readonly at: string
  readonly method: string
  readonly path: string
  readonly status: number | null
  readonly committed: boolean
}

export interface BotLook {
  readonly state: 'starting' | 'running' | 'ended'
  /** Exit code or signal, once it has ended. */
  readonly ended?: string
  readonly lastWords: readonly string[]
}

/** A thing to try: a line for the composer, and who types it. */
export interface Trial {
  readonly title: string
  readonly result: string
  readonly role: string
  readonly line: string
}

/** A page of the book of everything that the app says. */
export interface BookPage {
  readonly title: string
  /** What somebody who looks at it reads. */
  readonly read: string
  /** What notifications and screen readers get; empty for a form, and where a sentence is all. */
  readonly notified: string
  /** A form has a title and ways out of it. */
  readonly form: Pick<ViewLook, 'title' | 'close' | 'submit'> | null
  readonly blocks: readonly Block[]
}

export interface Book {
  /** By the ids that stand for them. */
  readonly names: Readonly<Record<string, string>>
  readonly chapters: readonly {
    readonly title: string
    readonly about: string
    readonly pages: readonly BookPage[]
  }[]
}

/** What a demo knows beside Slack. */
export interface Panel {
  readonly bot: BotLook
  readonly keys: readonly KeyLook[]
  readonly calls: readonly CipherTrustCall[]
  readonly faults: readonly string[]
  readonly trials: readonly Trial[]
}

/** Said by a Slack that was started by itself, so that a page can tell no panel from one that has not come yet. */
export type Alone = 'alone'

/** A frame of the live connection; each replaces what the one before said of the same. */
export type LiveFrame =
  | { readonly kind: 'screen'; readonly screen: Screen }
  | { readonly kind: 'panel'; readonly panel: Panel | Alone }
