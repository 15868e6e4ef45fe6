import type { Block } from '../wire.ts'
import { type Fields, isFields } from './blocks/element-value.ts'
import type { Form } from './blocks/surface.tsx'

interface Input {
  readonly blockId: string
  readonly actionId: string
  readonly element: Fields
  readonly optional: boolean
}

/** What a client says before it sends anything, by block_id. */
export function missingIn(blocks: readonly Block[], form: Form): Readonly<Record<string, string>> {
  const problems = inputsIn(blocks).map((input) => [input.blockId, problemOf(input, form)])
  return Object.fromEntries(problems.filter(([, problem]) => problem !== undefined))
}

function problemOf({ blockId, actionId, element, optional }: Input, form: Form): string | undefined {
  const value = form.valueOf(blockId, actionId)
  const { min_length: least } = element
  if (isEmpty(value)) return optional ? undefined : 'Please complete this required field.'
  const short = typeof value === 'string' && typeof least === 'number' && [...value].length < least
  return short ? `Please type at least ${least} characters.` : undefined
}

/** All inputs with what stands in them, as `/control/submit` takes it. */
export function submitted(blocks: readonly Block[], form: Form): Record<string, Record<string, unknown>> {
  const values: Record<string, Record<string, unknown>> = {}
  for (const { blockId, actionId } of inputsIn(blocks))
    values[blockId] = { ...values[blockId], [actionId]: form.valueOf(blockId, actionId) ?? null }
  return values
}

function inputsIn(blocks: readonly Block[]): readonly Input[] {
  return blocks.flatMap(({ type, block_id, element, optional }) =>
    type === 'input' && isFields(element)
      ? [
          {
            blockId: String(block_id),
            actionId: String(element.action_id),
            element,
            optional: optional === true,
          },
        ]
      : [],
  )
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  if (!isFields(value)) return false
  const { selected_option: one = null, selected_options: many } = value
  return Array.isArray(many) ? many.length === 0 : 'selected_option' in value && one === null
}
