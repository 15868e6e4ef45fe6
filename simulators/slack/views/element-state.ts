import { type Fields, isRecord } from '../json.ts'

interface Shape {
  /** The field of `state.values` that holds what was chosen or typed. */
  readonly field: string
  /** The field of the element that says what is there at first. */
  readonly initial: string
  readonly of: 'text' | 'option' | 'id' | 'rich'
  readonly many?: true
}

const typed: Shape = { field: 'value', initial: 'initial_value', of: 'text' }
const option: Shape = { field: 'selected_option', initial: 'initial_option', of: 'option' }
const options: Shape = { field: 'selected_options', initial: 'initial_options', of: 'option', many: true }

/** The elements that keep something; buttons and overflow menus only tell that they were pressed. */
const SHAPES = new Map<unknown, Shape>([
  ['plain_text_input', typed],
  ['email_text_input', typed],
  ['url_text_input', typed],
  ['number_input', typed],
  ['rich_text_input', { field: 'rich_text_value', initial: 'initial_value', of: 'rich' }],
  ['static_select', option],
  ['external_select', option],
  ['radio_buttons', option],
  ['multi_static_select', options],
  ['multi_external_select', options],
  ['checkboxes', options],
  ['users_select', { field: 'selected_user', initial: 'initial_user', of: 'id' }],
  ['multi_users_select', { field: 'selected_users', initial: 'initial_users', of: 'id', many: true }],
  ['conversations_select', { field: 'selected_conversation', initial: 'initial_conversation', of: 'id' }],
  [
    'multi_conversations_select',
    { field: 'selected_conversations', initial: 'initial_conversations', of: 'id', many: true },
  ],
  ['channels_select', { field: 'selected_channel', initial: 'initial_channel', of: 'id' }],
  [
    'multi_channels_select',
    { field: 'selected_channels', initial: 'initial_channels', of: 'id', many: true },
  ],
  ['datepicker', { field: 'selected_date', initial: 'initial_date', of: 'text' }],
  ['timepicker', { field: 'selected_time', initial: 'initial_time', of: 'text' }],
  ['datetimepicker', { field: 'selected_date_time', initial: 'initial_date_time', of: 'text' }],
  ['file_input', { field: 'files', initial: 'files', of: 'id', many: true }],
])

export function keepsState(element: Fields): boolean {
  return SHAPES.has(element.type)
}

/** What the element holds before anybody touched it. */
export function initialState(element: Fields): Fields {
  const shape = SHAPES.get(element.type)
  if (!shape) return { type: element.type }
  return { type: element.type, [shape.field]: element[shape.initial] ?? (shape.many ? [] : null) }
}

/** What it holds after somebody chose `value`: option values, ids and texts in short, or the fields in full. */
export function chosenState(element: Fields, value: unknown): Fields {
  const shape = SHAPES.get(element.type)
  if (!shape) return { type: element.type }
  if (isRecord(value) && shape.field in value) return { type: element.type, ...value }
  const pick = (one: unknown) => (shape.of === 'option' ? optionOf(element, one) : one)
  const chosen = shape.many ? (Array.isArray(value) ? value : [value]).map(pick) : pick(value)
  return { type: element.type, [shape.field]: chosen }
}

export function isEmptyState(state: Fields): boolean {
  const field = SHAPES.get(state.type)?.field
  const held = field === undefined ? undefined : state[field]
  return held === undefined || held === null || held === '' || (Array.isArray(held) && held.length === 0)
}

/** The options that the element itself offers. */
export function optionsOf({ options = [], option_groups = [] }: Fields): Fields[] {
  const groups = Array.isArray(option_groups) ? option_groups.filter(isRecord) : []
  const all = [options, ...groups.map((group) => group.options)]
  return all.flatMap((list) => (Array.isArray(list) ? list.filter(isRecord) : []))
}

/** The values of the options that a state holds. */
export function chosenValues(state: Fields): unknown[] {
  const held = [state.selected_option, state.selected_options].flat()
  return held.filter(isRecord).map(({ value }) => value)
}

function optionOf(element: Fields, value: unknown): unknown {
  if (typeof value !== 'string') return value
  const known = optionsOf(element).find((candidate) => candidate.value === value)
  return known ?? { text: { type: 'plain_text', text: value, emoji: true }, value }
}
