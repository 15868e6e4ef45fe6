import { z } from 'zod'
import type { Fields } from '../json.ts'
import { responseUrlOf } from '../response-url-routes.ts'
import type { Simulator } from '../simulator.ts'
import { elementsIn } from '../views/block-elements.ts'
import { stateValues } from '../views/state-values.ts'
import { viewJson } from '../views/view-json.ts'
import type { StoredView } from '../views/views.ts'
import { interact, interactionFields, type Outcome, personOf, waiting } from './interact.ts'
import { notesOn } from './notes.ts'
import { openView } from './place.ts'
import { screenOf } from './screen.ts'
import { readValues } from './submitted-values.ts'
import { answerSubmission } from './view-answer.ts'

export const submitInput = z.strictObject({
  user: z.string(),
  viewId: z.string(),
  /** Slack's `view.state.values`; what is left out stays as it is. */
  values: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  triggerId: z.string().optional(),
  /** Send it although the person's client would not. */
  forge: z.boolean().default(false),
  ...waiting,
})

/** Fills in a modal and submits it. */
export async function submit(
  sim: Simulator,
  input: z.output<typeof submitInput>,
): Promise<Outcome & ReturnType<typeof screenOf> & { readonly triggerId: string }> {
  const person = personOf(sim, input.user)
  const view = openView(sim, person, input)
  view.entered = readValues(view, input)
  view.errors = {}
  const triggerId = sim.triggers.issue(person.id, input.triggerId)
  const payload = {
    type: 'view_submission' as const,
    ...interactionFields(sim, person),
    trigger_id: triggerId,
    view: viewJson(sim.world, view),
    response_urls: responseUrls(sim, view),
  }
  const outcome = await interact(
    sim,
    {
      person,
      type: 'interactive',
      payload,
      accepts: true,
      notes: notesOn(sim, 'interactivity'),
      onAck: (ack) => answerSubmission(sim, view, ack),
    },
    input,
  )
  return { ...outcome, triggerId, ...screenOf(sim, person.id) }
}

/** One for each conversation that was chosen where the app asked for it. */
function responseUrls(sim: Simulator, view: StoredView): Fields[] {
  const { blocks } = view.definition
  const values = stateValues(blocks, view.entered)
  return elementsIn(blocks).flatMap(({ block, element }) => {
    if (element.response_url_enabled !== true) return []
    const [block_id, action_id] = [String(block.block_id), String(element.action_id)]
    const state = values[block_id]?.[action_id]
    const channel = state?.selected_conversation ?? state?.selected_channel
    if (typeof channel !== 'string') return []
    const exchange = sim.responseUrls.issue({ user: view.user, channel })
    return [{ block_id, action_id, channel_id: channel, response_url: responseUrlOf(sim, exchange, 'app') }]
  })
}
