import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { randomSecret } from '../ids.ts'
import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'
import type { Channel, User } from '../world.ts'
import { BadRequest } from './bad-request.ts'
import { collectReplies, type Reply } from './replies.ts'

const USUAL_WAIT_MS = 1500

/** What every control path of a person's doing takes beside its own. */
export const waiting = {
  wait: z.number().min(0).max(600_000).default(USUAL_WAIT_MS),
  until: z.int().min(1).optional(),
  counting: z.array(z.enum(['response_url', 'ephemeral', 'dm'])).optional(),
  /** Return as soon as something changed in the person's modals or home. */
  untilView: z.boolean().optional(),
  repeat: z.int().min(1).max(100).default(1),
}

export type Waiting = z.output<z.ZodObject<typeof waiting>>

/** Everything that people do to an app beside commands, as its payloads call it. */
export const PAYLOAD_TYPES = [
  'block_actions',
  'block_suggestion',
  'event_callback',
  'message_action',
  'shortcut',
  'view_closed',
  'view_submission',
] as const

export interface Outcome {
  readonly ackMs: number | null
  readonly ack: unknown
  readonly error?: string
  readonly replies: readonly Reply[]
  readonly notes?: readonly string[]
}

export interface Interaction {
  readonly person: User
  readonly type: 'interactive' | 'events_api'
  readonly payload: Fields & { readonly type: (typeof PAYLOAD_TYPES)[number] }
  readonly accepts: boolean
  readonly retry?: Fields
  /** The id behind the response_url, where there is one. */
  readonly exchange?: string | undefined
  readonly notes?: readonly string[]
  /** What Slack does with the ack; returns the error that the person sees, if so. */
  readonly onAck?: (payload: unknown) => string | undefined
}

/** Sends what a person did to the app, and reports the ack and what came to that person afterwards. */
export async function interact(
  sim: Simulator,
  { person, type, payload, accepts, retry = {}, exchange, notes = [], onAck }: Interaction,
  input: Waiting,
): Promise<Outcome> {
  const envelope = { envelope_id: randomUUID(), type, accepts_response_payload: accepts, ...retry, payload }
  const replies = collectReplies(sim, { id: exchange, user: person.id })
  const view = watchViews(sim, person.id)
  const said = notes.length > 0 ? { notes } : {}
  try {
    const started = performance.now()
    const acked = await sim.socket.send(envelope, input.repeat)
    const ackMs = Math.round((performance.now() - started) * 10) / 10
    if (acked.outcome === 'no_connection') {
      return { ackMs: null, ack: null, error: 'dispatch_failed', replies: [], ...said }
    }
    const timedOut = acked.outcome === 'timeout'
    const error = timedOut ? 'operation_timeout' : onAck?.(acked.payload)
    const enough = replies.wait(input.wait, input)
    await (input.untilView ? Promise.race([enough, view.changed]) : enough)
    const ack = timedOut ? null : (acked.payload ?? {})
    const outcome = { ackMs: timedOut ? null : ackMs, ack, replies: replies.soFar(), ...said }
    return error ? { ...outcome, error } : outcome
  } finally {
    replies.stop()
    view.stop()
  }
}

/** Resolves at the first change of the person's modals or home. */
export function watchViews(sim: Simulator, user: string) {
  const { promise: changed, resolve } = Promise.withResolvers<void>()
  return { changed, stop: sim.views.watch(user, resolve) }
}

/** Who did it and where: the fields that all payloads of interactions begin with. */
export function interactionFields(sim: Simulator, person: User): Fields {
  const { id, name, team_id } = person
  return {
    user: { id, username: name, name, team_id },
    api_app_id: sim.world.bot.appId,
    token: randomSecret(),
    team: { id: sim.world.team.id, domain: sim.world.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}

export function personOf(sim: Simulator, id: string): User {
  const person = sim.world.users.get(id)
  if (!person) throw new BadRequest(`There is no user ${id}.`)
  return person
}

export function placeOf(sim: Simulator, id: string): Channel {
  const { channels } = sim.world
  const channel = channels.get(id) ?? [...channels.values()].find((other) => other.user === id)
  if (!channel) throw new BadRequest(`There is no channel ${id}.`)
  return channel
}

/** Seconds with six decimals, as in `action_ts`. */
export function stamp(sim: Simulator): string {
  return (sim.now() / 1000).toFixed(6)
}
