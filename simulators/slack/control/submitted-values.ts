import { type Fields, isRecord } from '../json.ts'
import { elementsIn, type Placed } from '../views/block-elements.ts'
import { chosenState, chosenValues, isEmptyState, optionsOf } from '../views/element-state.ts'
import { type StateValues, stateValues } from '../views/state-values.ts'
import type { StoredView } from '../views/views.ts'
import { BadRequest } from './bad-request.ts'

interface Given {
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly forge: boolean
}

/** What stands in the view with these values filled in; a client lets only what the inputs allow pass. */
export function readValues(view: StoredView, { values, forge }: Given): StateValues {
  const { definition } = view
  const placed = elementsIn(definition.blocks)
  const filled: Record<string, Record<string, Fields>> = {}
  for (const [blockId, actions] of Object.entries(values)) {
    for (const [actionId, value] of Object.entries(actions)) {
      const found = placed.find(
        ({ block, element }) => block.block_id === blockId && element.action_id === actionId,
      )
      if (!found && !forge) throw new BadRequest(`The view has no input ${blockId}/${actionId}.`)
      const state = found ? chosenState(found.element, value) : isRecord(value) ? value : { value }
      filled[blockId] = { ...filled[blockId], [actionId]: state }
    }
  }
  const entered = merge(view.entered, filled)
  if (forge) return entered
  if (definition.type === 'modal' && !definition.submit)
    throw new BadRequest('The view has no submit button.')
  const held = stateValues(definition.blocks, entered)
  const problems = placed.flatMap((place) => problemsOf(place, held))
  if (problems.length > 0) throw new BadRequest(problems.join(' '))
  return entered
}

function merge(before: StateValues, after: StateValues): StateValues {
  const blocks = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(blocks.map((id) => [id, { ...before[id], ...after[id] }]))
}

function problemsOf({ block, element }: Placed, held: StateValues): string[] {
  const place = `${String(block.block_id)}/${String(element.action_id)}`
  const state = held[String(block.block_id)]?.[String(element.action_id)]
  if (!state || block.type !== 'input') return []
  if (isEmptyState(state)) return block.optional === true ? [] : [`${place} must be filled in.`]
  const { min_length: least, max_length: most } = element
  const length = typeof state.value === 'string' ? [...state.value].length : undefined
  const offered = optionsOf(element).map(({ value }) => value)
  return [
    ...(length !== undefined && typeof least === 'number' && length < least
      ? [`${place} takes at least ${least} characters.`]
      : []),
    ...(length !== undefined && typeof most === 'number' && length > most
      ? [`${place} takes at most ${most} characters.`]
      : []),
    ...(offered.length > 0 && !chosenValues(state).every((value) => offered.includes(value))
      ? [`${place} does not offer that.`]
      : []),
  ]
}
