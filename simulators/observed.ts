import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { blocksAsText } from './slack/blocks-as-text.ts'
import type { Stage } from './stage.ts'

const FOUND = { depth: 6, maxArrayLength: 20, maxStringLength: 500 }

/** A message as the Slack simulator recorded it. */
export interface Seen {
  readonly ts: string
  readonly user: string
  readonly text: string
  readonly blocks: readonly { readonly type: string; readonly block_id?: string }[]
  readonly metadata: {
    readonly event_type: string
    readonly event_payload: Readonly<Record<string, unknown>>
  } | null
  readonly ephemeralFor?: string
  readonly thread: readonly Seen[]
  readonly edits: number
}

export interface Call {
  readonly method: string
  readonly path: string
  readonly status: number | null
  readonly committed: boolean
}

/** A call of Slack's Web API, or one use of a response_url. */
export interface SlackCall {
  readonly method: string
  readonly ok: boolean
  readonly status: number
}

export interface KeySeen {
  readonly id: string
  readonly aws_param: { readonly Arn: string; readonly KeyRotationEnabled: boolean }
}

export interface Answer {
  readonly ackMs: number | null
  readonly ack: unknown
  readonly error?: string
  readonly replies: readonly {
    readonly via: string
    readonly text: string
    readonly blocks: Seen['blocks']
  }[]
}

/** A modal as a person has it open. */
export interface Modal {
  readonly id: string
  readonly callback_id: string
  readonly private_metadata: string
  readonly blocks: Seen['blocks']
}

/** What came of a press or a submission. */
export interface Outcome extends Answer {
  readonly modals?: readonly Modal[]
}

const ANSWERS: readonly string[] = ['response_url', 'ephemeral']

interface Typing {
  readonly channel?: string
  readonly wait?: number
  /** Returns at this many answers instead of the first. */
  readonly until?: number
  readonly triggerId?: string
  /** Delivers the same envelope this often. */
  readonly repeat?: number
}

export type Observed = ReturnType<typeof observe>

/** Looks at a stage from outside: only at what its two simulators recorded, never at the bot. */
export function observe({ slack, ciphertrust }: Stage) {
  const transcript = (channel: string): Promise<readonly Seen[]> =>
    read(`${slack.controlUrl}/control/transcript?channel=${channel}`)
  const calls = (): Promise<readonly Call[]> => read(`${ciphertrust.url}/control/calls`)
  const modals = async (user: string) =>
    (await read<{ modals: readonly Modal[] }>(`${slack.controlUrl}/control/views?user=${user}`)).modals
  const sockets = () => read<{ connections: number; opened: number }>(`${slack.controlUrl}/control/state`)
  const cards = async () => (await transcript(slack.channels.audit)).filter(isA('cckm_card'))
  return {
    transcript,
    calls,
    /** Every call that asks CipherTrust to change something. */
    writes: async () => (await calls()).filter(({ path }) => /\/(enable|disable)-auto-rotation$/.test(path)),
    slackCalls: (): Promise<readonly SlackCall[]> => read(`${slack.controlUrl}/control/calls`),
    connections: async () => (await sockets()).connections,
    /** How many connections there ever were. */
    opened: async () => (await sockets()).opened,
    /** Types a command and waits for the first answer to it, at most `wait` ms. A direct message is none. */
    type: async (
      user: string,
      text: string,
      { channel = slack.channels.oncall, wait = 10_000, until = 1, ...delivery }: Typing = {},
    ): Promise<Answer> => {
      const typed = { user, channel, command: '/cckm', text, wait, until, counting: ANSWERS, ...delivery }
      const answer = await post<Answer>(`${slack.controlUrl}/control/command`, typed)
      return { ...answer, replies: answer.replies.filter(({ via }) => ANSWERS.includes(via)) }
    },
    modals,
    /** Presses a button of a message and waits for the first answer, at most `wait` ms. */
    press: (user: string, { ts }: Pick<Seen, 'ts'>, actionId: string, more: object = {}): Promise<Outcome> =>
      post(`${slack.controlUrl}/control/press`, {
        ...{ user, channel: slack.channels.audit, ts, actionId },
        ...{ wait: 10_000, until: 1, counting: ANSWERS, ...more },
      }),
    /** Presses Approve or Deny, and waits for what the form comes to show; undefined when none was opened. */
    openForm: async (
      user: string,
      { ts }: Pick<Seen, 'ts'>,
      verdict: 'approve' | 'deny',
      more: object = {},
    ): Promise<Modal | undefined> => {
      const place = { user, channel: slack.channels.audit, ts, actionId: verdict }
      await post(`${slack.controlUrl}/control/press`, { ...place, untilView: true, wait: 5_000, ...more })
      const [modal] = await until(
        () => modals(user),
        ([found]) => found !== undefined && found.blocks[0]?.block_id !== 'loading',
      )
      return modal
    },
    /** Submits a form, and waits for the answer to it, at most `wait` ms. */
    submit: (user: string, { id }: Pick<Modal, 'id'>, comment = '', more: object = {}): Promise<Outcome> =>
      post(`${slack.controlUrl}/control/submit`, {
        ...{ user, viewId: id, wait: 10_000, until: 1, counting: ANSWERS, ...more },
        values: comment ? { comment: { comment: { type: 'plain_text_input', value: comment } } } : {},
      }),
    cards,
    /** The cards whose header names this key. */
    cardsOf: async (alias: string) => (await cards()).filter((card) => textOf(card, 0).includes(alias)),
    slackFault: (fault: object) => post(`${slack.controlUrl}/control/fault`, fault),
    cipherTrustFault: (fault: object) => post(`${ciphertrust.url}/control/fault`, fault),
    world: (change: object) => post(`${slack.controlUrl}/control/world`, change),
    socket: (action: object) => post(`${slack.controlUrl}/control/socket`, action),
    /** The key as AWS has it, after `set` was merged into it. */
    key: (id: string, set: object = {}): Promise<KeySeen> =>
      post(`${ciphertrust.url}/control/key`, { id, set }),
  }
}

export function isA(event: string): (message: Seen) => boolean {
  return (message) => message.metadata?.event_type === event
}

/** The text of a message's block, found by its place or its block_id. */
export function textOf(message: Pick<Seen, 'blocks'>, block: string | number): string {
  const found =
    typeof block === 'number'
      ? message.blocks[block]
      : message.blocks.find(({ block_id }) => block_id === block)
  return found ? blocksAsText([found]) : ''
}

/** The ids of an answer's blocks: how its meaning is told without its wording. */
export function blockIds(answer: Answer): readonly string[] {
  return answer.replies.flatMap(({ blocks }) => blocks.map(({ block_id }) => block_id ?? ''))
}

/** What `look` found, once it is what is wanted. Throws with what it found last, after `ms`. */
export async function until<T>(
  look: () => Promise<T>,
  wanted: (found: T) => boolean,
  ms = 20_000,
): Promise<T> {
  for (const end = Date.now() + ms; ; await sleep(100)) {
    const found = await look()
    if (wanted(found)) return found
    if (Date.now() > end) throw new Error(`still not so after ${ms} ms: ${inspect(found, FOUND)}`)
  }
}

async function read<T>(url: string): Promise<T> {
  return (await fetch(url)).json() as Promise<T>
}

async function post<T>(url: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`)
  return response.json() as Promise<T>
}
