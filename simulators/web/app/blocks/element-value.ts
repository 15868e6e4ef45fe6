export type Fields = Readonly<Record<string, unknown>>
export type Values = Readonly<Record<string, Readonly<Record<string, Fields>>>>

export interface Option {
  readonly value: string
  readonly label: string
  readonly description: string
}

/** What stands in an element, in the short form that the control paths take: a text, an id, or a list of them. */
export function shortOf(state: Fields): unknown {
  const { type, selected_option: option, selected_options: options } = state
  // Only the app knows the names of these, so they are kept with their values.
  if (type === 'external_select') return { selected_option: option ?? null }
  if (type === 'multi_external_select') return { selected_options: options ?? [] }
  if (isFields(option)) return option.value
  if (Array.isArray(options)) return options.filter(isFields).map(({ value }) => value)
  const found = Object.entries(state).find(
    ([field]) => field === 'value' || /^selected_|_value$|^files$/.test(field),
  )
  return found?.[1] ?? null
}

/** What an element of a message or home holds before anybody touched it. */
export function initialOf(element: Fields): unknown {
  const { initial_option: option, initial_options: options } = element
  if (isFields(option)) return option.value
  if (Array.isArray(options)) return options.filter(isFields).map(({ value }) => value)
  return Object.entries(element).find(([field]) => field.startsWith('initial_'))?.[1] ?? null
}

/** All options of a menu, with the name of their group before the first of each. */
export function groupsOf(
  element: Fields,
): readonly { readonly label: string; readonly options: readonly Option[] }[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isFields) : []
  if (groups.length === 0) return [{ label: '', options: optionsIn(element.options) }]
  return groups.map(({ label, options }) => ({ label: textOf(label), options: optionsIn(options) }))
}

export function optionsIn(given: unknown): readonly Option[] {
  if (!Array.isArray(given)) return []
  return given.filter(isFields).map(({ value, text, description }) => ({
    value: String(value ?? ''),
    label: textOf(text),
    description: textOf(description),
  }))
}

/** The words of a text object. */
export function textOf(object: unknown): string {
  return isFields(object) && typeof object.text === 'string' ? object.text : ''
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function fieldsIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}
