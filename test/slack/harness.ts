import { once } from 'node:events'
import { createServer } from 'node:net'
import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Slack } from '../../simulators/slack/start.ts'
import { ChannelId, GroupId, PersonId } from '../../src/core/ids.ts'
import type { Log } from '../../src/ports.ts'
import { clientOptions, type SlackAccess } from '../../src/slack/clients.ts'
import { get, post, type } from '../simulators/slack/harness.ts'

export interface LogLine {
  readonly level: keyof Log
  readonly sentence: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A log that is kept. */
export function keptLog(): { readonly log: Log; readonly lines: LogLine[] } {
  const lines: LogLine[] = []
  const keep = (level: keyof Log) => (fields: object, sentence: string) =>
    void lines.push({ level, sentence, fields: { ...fields } })
  return {
    lines,
    log: { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') },
  }
}

export const now = () => new Date()
export const uptime = () => performance.now()

export function accessTo({ botToken, appToken, apiUrl }: Slack): SlackAccess {
  return { botToken, appToken, apiUrl }
}

/** A client as the bot has it. */
export function client(slack: Slack, log: Log = keptLog().log): WebClient {
  return new WebClient(slack.botToken, clientOptions(accessTo(slack), log, now))
}

export function person(id: string): PersonId {
  return PersonId.parse(id)
}

export function group(id: string): GroupId {
  return GroupId.parse(id)
}

export function channel(id: string): ChannelId {
  return ChannelId.parse(id)
}

const Calls = z.array(
  z.object({ at: z.number(), method: z.string(), ok: z.boolean(), error: z.string().optional() }),
)

/** What Slack was asked, by method. */
export async function callsTo(slack: Slack, method: string) {
  return Calls.parse(await get(slack, '/control/calls')).filter((call) => call.method === method)
}

const Message = z.object({
  ts: z.string(),
  text: z.string(),
  metadata: z.unknown(),
  ephemeralFor: z.string().optional(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string() })),
  edits: z.int(),
})
const Transcript = z.array(Message.extend({ thread: z.array(Message) }))

export async function transcript(slack: Slack, id = slack.channels.audit) {
  return Transcript.parse(await get(slack, `/control/transcript?channel=${id}`))
}

const Outcome = z.object({
  ackMs: z.number().nullable(),
  ack: z.object({ text: z.string().optional(), response_type: z.string().optional() }).nullable(),
  error: z.string().optional(),
})

/** Types a command as the requester; what the ack says, or the error that Slack shows. */
export async function command(slack: Slack, text: string, more: Record<string, unknown> = {}) {
  return Outcome.parse(await type(slack, text, more))
}

export function fault(slack: Slack, method: string, kind: string, more: object = {}) {
  return post(slack, '/control/fault', { method, kind, ...more })
}

export function change(slack: Slack, changes: object) {
  return post(slack, '/control/world', changes)
}

export async function connections(slack: Slack): Promise<number> {
  return z.object({ connections: z.int() }).parse(await get(slack, '/control/state')).connections
}

/** An address of this machine where nobody listens. */
export async function nobodyAt(path: string): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : ''}${path}`
}
