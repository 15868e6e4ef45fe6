import { z } from 'zod'
import { BLOCK_LIMITS } from '../block-kit/block-limits.ts'
import { option, optionGroup } from '../block-kit/composition.ts'
import { inSlacksWords } from '../block-kit/slacks-words.ts'
import type { Simulator } from '../simulator.ts'
import { findElement } from '../views/block-elements.ts'
import { BadRequest } from './bad-request.ts'
import { interact, interactionFields, type Outcome, personOf, waiting } from './interact.ts'
import { notesOn } from './notes.ts'
import { elementFields, findPlace } from './place.ts'

// https://docs.slack.dev/reference/block-kit/block-elements: unless the app says otherwise.
const USUAL_QUERY = 3

export const suggestInput = z.strictObject({
  ...elementFields,
  value: z.string(),
  ...waiting,
  wait: waiting.wait.default(0),
})

const answer = z.union([
  z.strictObject({ options: z.array(option).max(BLOCK_LIMITS.select.options) }),
  z.strictObject({ option_groups: z.array(optionGroup).max(BLOCK_LIMITS.select.groups) }),
])

/** Types into a menu whose options the app knows. */
export async function suggest(sim: Simulator, input: z.output<typeof suggestInput>) {
  const person = personOf(sim, input.user)
  const place = findPlace(sim, person, input)
  const found = findElement(place.blocks, input)
  if (!found || !/^(multi_)?external_select$/.test(String(found.element.type))) {
    throw new BadRequest(`There is no external select with the action_id ${input.actionId}.`)
  }
  const least = Number(found.element.min_query_length ?? USUAL_QUERY)
  if ([...input.value].length < least) {
    return { ackMs: null, ack: null, error: 'query_too_short', replies: [] } satisfies Outcome
  }
  const { container, view, message, channel } = place.fields()
  const payload = {
    type: 'block_suggestion' as const,
    ...interactionFields(sim, person),
    container,
    ...(view ? { view } : {}),
    ...(message ? { message } : {}),
    ...(channel ? { channel } : {}),
    action_id: input.actionId,
    block_id: found.block.block_id,
    value: input.value,
  }
  const problems: string[] = []
  const outcome = await interact(
    sim,
    {
      person,
      type: 'interactive',
      payload,
      accepts: true,
      notes: notesOn(sim, 'interactivity'),
      onAck: (ack) => {
        problems.push(...problemsIn(ack))
        return problems.length > 0 ? 'invalid_options_response' : undefined
      },
    },
    input,
  )
  return problems.length > 0 ? { ...outcome, problems } : outcome
}

function problemsIn(ack: unknown): string[] {
  const schema = answer.options[typeof ack === 'object' && ack && 'option_groups' in ack ? 1 : 0]
  const checked = schema.safeParse(ack, { reportInput: true })
  if (checked.success) return []
  return inSlacksWords(checked.error, []).map(
    ({ pointer, problem }) => `${problem} [json-pointer:${pointer}]`,
  )
}
