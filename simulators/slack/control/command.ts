import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { randomSecret } from '../ids.ts'
import type { Fields } from '../json.ts'
import { responseUrlOf } from '../response-url-routes.ts'
import type { Exchange } from '../response-urls.ts'
import type { Simulator } from '../simulator.ts'
import type { Channel, User } from '../world.ts'
import { showAck, showFailure } from './ack.ts'
import { BadRequest } from './bad-request.ts'
import { channelName } from './channel-name.ts'
import { escapeTyped } from './escape.ts'
import { watchViews } from './interact.ts'
import { collectReplies, type Reply } from './replies.ts'

const USUAL_WAIT_MS = 1500

export const commandInput = z.strictObject({
  user: z.string(),
  channel: z.string(),
  command: z.string().regex(/^\/\S+$/, 'a command is one word and starts with /'),
  text: z.string().default(''),
  wait: z.number().min(0).max(600_000).default(USUAL_WAIT_MS),
  until: z.int().min(1).optional(),
  counting: z.array(z.enum(['response_url', 'ephemeral', 'dm'])).optional(),
  untilView: z.boolean().optional(),
  triggerId: z.string().optional(),
  repeat: z.int().min(1).max(100).default(1),
})

export interface CommandOutcome {
  readonly ackMs: number | null
  readonly ack: unknown
  readonly error?: string
  readonly replies: readonly Reply[]
  readonly triggerId: string
}

/** Types a slash command as a person, and reports the ack and what came to that person afterwards. */
export async function runCommand(
  sim: Simulator,
  input: z.output<typeof commandInput>,
): Promise<CommandOutcome> {
  const person = sim.world.users.get(input.user)
  const channel = sim.world.channels.get(input.channel)
  if (!person) throw new BadRequest(`There is no user ${input.user}.`)
  if (!channel) throw new BadRequest(`There is no channel ${input.channel}.`)

  const exchange = sim.responseUrls.issue({ user: person.id, channel: channel.id })
  const triggerId = sim.triggers.issue(person.id, input.triggerId)
  const typed = { ...input, person, channel, exchange, triggerId }
  const payload = slashPayload(sim, typed)
  const envelope = {
    envelope_id: randomUUID(),
    type: 'slash_commands',
    accepts_response_payload: true,
    payload,
  }

  const replies = collectReplies(sim, exchange)
  const view = watchViews(sim, person.id)
  try {
    const started = performance.now()
    const acked = await sim.socket.send(envelope, input.repeat)
    const ackMs = Math.round((performance.now() - started) * 10) / 10
    if (acked.outcome === 'no_connection') {
      showFailure(sim, typed, 'dispatch_failed')
      return { ackMs: null, ack: null, error: 'dispatch_failed', replies: [], triggerId }
    }
    const failed = acked.outcome === 'timeout' ? 'operation_timeout' : showAck(sim, typed, acked.payload)
    if (failed) showFailure(sim, typed, failed)
    const enough = replies.wait(input.wait, input)
    await (input.untilView ? Promise.race([enough, view.changed]) : enough)
    if (acked.outcome === 'timeout') {
      return { ackMs: null, ack: null, error: 'operation_timeout', replies: replies.soFar(), triggerId }
    }
    const outcome = { ackMs, ack: acked.payload ?? {}, replies: replies.soFar(), triggerId }
    return failed ? { ...outcome, error: failed } : outcome
  } finally {
    replies.stop()
    view.stop()
  }
}

interface Typed {
  readonly person: User
  readonly channel: Channel
  readonly exchange: Exchange
  readonly triggerId: string
  readonly command: string
  readonly text: string
}

function slashPayload(
  sim: Simulator,
  { person, channel, exchange, triggerId, command, text }: Typed,
): Fields {
  return {
    token: randomSecret(),
    team_id: person.team_id,
    team_domain: sim.world.team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.name,
    command,
    text: escapeTyped(text.trim()),
    api_app_id: sim.world.bot.appId,
    is_enterprise_install: 'false',
    response_url: responseUrlOf(sim, exchange),
    trigger_id: triggerId,
  }
}
