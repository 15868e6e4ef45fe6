import type { KnownBlock, RichTextElement } from '@slack/types'
import type { View } from '../../../src/slack/views/blocks.ts'

/** As much of a view as is read here: a message's, or a form's. */
type Blocks = Pick<View, 'blocks'>

export function block(view: Blocks, id: string): KnownBlock {
  const found = view.blocks.find(({ block_id }) => block_id === id)
  if (!found) throw new Error(`there is no block ${id}, only ${ids(view).join(', ')}`)
  return found
}

export function ids(view: Blocks): readonly string[] {
  return view.blocks.map(({ block_id, type }) => block_id ?? type)
}

/** The pieces of a rich_text block, in order. */
export function inlines(view: Blocks, id: string): readonly RichTextElement[] {
  const found = block(view, id)
  if (found.type !== 'rich_text') throw new Error(`${id} is no rich text`)
  return found.elements.flatMap(({ elements }) =>
    elements.flatMap((part) => ('elements' in part ? [] : [part])),
  )
}

/** What a block reads like; a person, channel or date as its id or time in brackets. */
export function words(view: Blocks, id: string): string {
  const found = block(view, id)
  if (found.type === 'rich_text') return inlines(view, id).map(word).join('')
  if (found.type !== 'context') throw new Error(`${id} has no words`)
  return found.elements.map((element) => ('text' in element ? element.text : '')).join('')
}

/** The pieces that hold what came from outside. */
export function values(view: Blocks, id: string): readonly string[] {
  return inlines(view, id).flatMap((part) => (part.type === 'text' && part.style?.code ? [part.text] : []))
}

/** Where the links of a block lead. */
export function links(view: Blocks, id: string): readonly string[] {
  return inlines(view, id).flatMap((part) => (part.type === 'link' ? [part.url] : []))
}

export interface ButtonSeen {
  readonly block: string
  readonly action: string
  readonly value: string
  readonly style: string | undefined
  /** What is asked before the press counts; empty when nothing is. */
  readonly confirm: string
}

/** Every button of a view, in order. */
export function buttons({ blocks }: Blocks): readonly ButtonSeen[] {
  return blocks.flatMap((found) => {
    if (found.type !== 'actions') return []
    return found.elements.flatMap((element) =>
      element.type === 'button'
        ? [
            {
              block: found.block_id ?? '',
              action: element.action_id ?? '',
              value: element.value ?? '',
              style: element.style,
              confirm: element.confirm?.text.text ?? '',
            },
          ]
        : [],
    )
  })
}

/** Every object in a view, however deep. */
export function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  const record = Object.fromEntries(Object.entries(value))
  return [record, ...Object.values(record).flatMap(objectsIn)]
}

/** Every text in a view, however deep. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function word(part: RichTextElement): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'user':
      return `[${part.user_id}]`
    case 'usergroup':
      return `[${part.usergroup_id}]`
    case 'channel':
      return `[${part.channel_id}]`
    case 'date':
      return `[${new Date(part.timestamp * 1_000).toISOString()}]`
    case 'link':
      return part.text ?? part.url
    default:
      throw new Error(`a view holds a ${part.type}`)
  }
}
