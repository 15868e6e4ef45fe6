import { z } from 'zod'
import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'
import { findElement, type Placed } from '../views/block-elements.ts'
import { chosenState, initialState, keepsState, optionsOf } from '../views/element-state.ts'
import { stateValues, withState } from '../views/state-values.ts'
import { BadRequest } from './bad-request.ts'
import { interact, interactionFields, type Outcome, personOf, stamp, waiting } from './interact.ts'
import { notesOn } from './notes.ts'
import { elementFields, findPlace, type Place } from './place.ts'

export const pressInput = z.strictObject({
  ...elementFields,
  /** What to choose; for a button, a value other than its own, as a forged client may send it. */
  value: z.unknown().optional(),
  triggerId: z.string().optional(),
  /** Send the press although there is no such button. */
  forge: z.boolean().default(false),
  ...waiting,
})

type PressInput = z.output<typeof pressInput>

/** Presses a button, or chooses in a menu, as a person. */
export async function press(
  sim: Simulator,
  input: PressInput,
): Promise<Outcome & { readonly triggerId: string }> {
  const person = personOf(sim, input.user)
  const place = findPlace(sim, person, input)
  const { block, element } = findElement(place.blocks, input) ?? forged(input)
  const action = actionOf(sim, { block, element }, input.value)
  remember(place, { block, element }, action)
  const triggerId = sim.triggers.issue(person.id, input.triggerId)
  const payload = {
    type: 'block_actions' as const,
    ...interactionFields(sim, person),
    ...place.fields(),
    trigger_id: triggerId,
    ...(place.view ? {} : { state: { values: stateValues(place.blocks) } }),
    actions: [action],
  }
  const outcome = await interact(
    sim,
    {
      person,
      type: 'interactive',
      payload,
      accepts: false,
      exchange: place.exchange?.id,
      notes: notesOn(sim, 'interactivity'),
    },
    input,
  )
  return { ...outcome, triggerId }
}

function forged({ forge, actionId, blockId = 'forged', value }: PressInput): Placed {
  if (!forge) throw new BadRequest(`There is nothing with the action_id ${actionId} to press.`)
  const text = { type: 'plain_text', text: 'forged', emoji: true }
  return {
    block: { type: 'actions', block_id: blockId },
    element: { type: 'button', action_id: actionId, text, value },
  }
}

function actionOf(sim: Simulator, { block, element }: Placed, value: unknown): Fields {
  const { type, action_id, text, style } = element
  const base = { action_id, block_id: block.block_id, type, action_ts: stamp(sim) }
  if (keepsState(element)) {
    const state = value === undefined ? initialState(element) : chosenState(element, value)
    return { ...state, ...base }
  }
  if (type === 'overflow') {
    const chosen = optionsOf(element).find((option) => option.value === value)
    return {
      ...base,
      selected_option: chosen ?? { text: { type: 'plain_text', text: String(value) }, value },
    }
  }
  return { ...base, text, ...(style ? { style } : {}), ...sentValue(element, value) }
}

function sentValue(element: Fields, value: unknown): Fields {
  const own = value ?? element.value
  return own === undefined ? {} : { value: own }
}

/** What was chosen in a view stays there, and goes with everything that happens in it later. */
function remember({ view }: Place, { block, element }: Placed, action: Fields): void {
  if (!view || !keepsState(element)) return
  const { action_id, block_id, action_ts, ...state } = action
  view.entered = withState(view.entered, {
    blockId: String(block.block_id),
    actionId: String(action_id),
    state,
  })
}
