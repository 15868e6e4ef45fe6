import type { ControlProps } from './control.tsx'
import { fieldsIn, isFields, textOf } from './element-value.ts'

const TYPES: Readonly<Record<string, string>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
}

export function TextInput({ element, value, onChange, label, disabled, describedBy, invalid }: ControlProps) {
  const { type, action_id, multiline, max_length, placeholder, min_value, max_value } = element
  const rich = type === 'rich_text_input'
  const shared = {
    'data-action-id': String(action_id),
    'data-input': true,
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
    disabled,
    placeholder: textOf(placeholder),
    value: rich ? textOfRich(value) : String(value ?? ''),
    ...(typeof max_length === 'number' ? { maxLength: max_length } : {}),
  }
  const change = (text: string) => onChange(text === '' ? null : rich ? richOf(text) : text)
  if (multiline === true || rich)
    return <textarea rows={3} {...shared} onChange={({ target }) => change(target.value)} />
  return (
    <input
      type={TYPES[String(type)] ?? 'text'}
      {...(type === 'number_input' ? { min: limit(min_value), max: limit(max_value), step: 'any' } : {})}
      {...shared}
      onChange={({ target }) => change(target.value)}
    />
  )
}

function limit(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value)
}

/** What is typed becomes one plain section: the page has no editor for styles. */
function richOf(text: string) {
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] }
  return { type: 'rich_text', elements: [section] }
}

function textOfRich(value: unknown): string {
  if (!isFields(value)) return ''
  return fieldsIn(value.elements)
    .flatMap((section) => fieldsIn(section.elements).map(({ text }) => String(text ?? '')))
    .join('')
}
