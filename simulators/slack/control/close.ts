import { z } from 'zod'
import type { Simulator } from '../simulator.ts'
import { viewJson } from '../views/view-json.ts'
import { interact, interactionFields, type Outcome, personOf, waiting } from './interact.ts'
import { notesOn } from './notes.ts'
import { openView } from './place.ts'
import { screenOf } from './screen.ts'

export const closeInput = z.strictObject({
  user: z.string(),
  viewId: z.string(),
  /** The X of the window, which closes every modal of the stack. */
  all: z.boolean().default(false),
  ...waiting,
})

const NOT_SENT: Outcome = { ackMs: null, ack: null, replies: [] }

/** Closes a modal as a person; the app hears of it where it asked for `notify_on_close`. */
export async function close(
  sim: Simulator,
  input: z.output<typeof closeInput>,
): Promise<Outcome & ReturnType<typeof screenOf>> {
  const person = personOf(sim, input.user)
  const view = openView(sim, person, input)
  const { definition } = view
  const all = input.all || (definition.type === 'modal' && definition.clear_on_close === true)
  const payload = {
    type: 'view_closed' as const,
    ...interactionFields(sim, person),
    view: viewJson(sim.world, view),
    is_cleared: all,
  }
  if (all) sim.views.closeAll(person.id)
  else sim.views.closeTop(person.id)
  const told = definition.type === 'modal' && definition.notify_on_close === true
  const notes = notesOn(sim, 'interactivity')
  const outcome = told
    ? await interact(sim, { person, type: 'interactive', payload, accepts: false, notes }, input)
    : NOT_SENT
  return { ...outcome, ...screenOf(sim, person.id) }
}
