import { type Fields, isRecord } from '../json.ts'
import { elementsIn } from './block-elements.ts'
import { initialState, keepsState } from './element-state.ts'

/** Slack's `state.values`: by block_id, then by action_id. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Fields>>>>

/** What stands in the inputs: what was entered, or else what was there at first. */
export function stateValues(blocks: readonly Fields[], entered: StateValues = {}): StateValues {
  const values: Record<string, Record<string, Fields>> = {}
  for (const { block, element } of elementsIn(blocks)) {
    if (!keepsState(element)) continue
    const [blockId, actionId] = [String(block.block_id), String(element.action_id)]
    const held = entered[blockId]?.[actionId]
    values[blockId] = {
      ...values[blockId],
      [actionId]: isRecord(held) && held.type === element.type ? held : initialState(element),
    }
  }
  return values
}

export function withState(
  values: StateValues,
  { blockId, actionId, state }: { blockId: string; actionId: string; state: Fields },
): StateValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: state } }
}
