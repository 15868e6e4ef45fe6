import { z } from 'zod'
import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'
import type { User } from '../world.ts'
import { BadRequest } from './bad-request.ts'
import { interact, interactionFields, type Outcome, personOf, stamp, waiting } from './interact.ts'
import { notesOn } from './notes.ts'
import { findPlace } from './place.ts'

export const shortcutInput = z
  .strictObject({
    user: z.string(),
    callbackId: z.string().min(1).max(255),
    channel: z.string().optional(),
    ts: z.string().optional(),
    triggerId: z.string().optional(),
    ...waiting,
  })
  .refine(({ channel, ts }) => (channel === undefined) === (ts === undefined), 'channel and ts go together')

type ShortcutInput = z.output<typeof shortcutInput>

/** Picks a shortcut: a global one, or with channel and ts the one in the menu of that message. */
export async function shortcut(
  sim: Simulator,
  input: ShortcutInput,
): Promise<Outcome & { readonly triggerId: string }> {
  const person = personOf(sim, input.user)
  const triggerId = sim.triggers.issue(person.id, input.triggerId)
  const place = input.ts ? placeFields(sim, person, input) : { fields: {}, exchange: undefined }
  const payload = {
    type: input.ts ? ('message_action' as const) : ('shortcut' as const),
    ...interactionFields(sim, person),
    action_ts: stamp(sim),
    callback_id: input.callbackId,
    trigger_id: triggerId,
    ...place.fields,
  }
  const notes = notesOn(sim, 'interactivity', {
    shortcut: input.callbackId,
    of: input.ts ? 'message' : 'global',
  })
  const { exchange } = place
  const outcome = await interact(
    sim,
    { person, type: 'interactive', payload, accepts: false, exchange, notes },
    input,
  )
  return { ...outcome, triggerId }
}

function placeFields(
  sim: Simulator,
  person: User,
  input: ShortcutInput,
): { fields: Fields; exchange: string | undefined } {
  const { fields, exchange } = findPlace(sim, person, input)
  const { channel, message, response_url } = fields()
  if (!message) throw new BadRequest('An ephemeral message has no shortcuts.')
  return { fields: { channel, message, message_ts: input.ts, response_url }, exchange: exchange?.id }
}
