import { useHere } from '../directory.tsx'
import { Choices } from './choices.tsx'
import { type Fields, groupsOf, type Option } from './element-value.ts'
import { ExternalSelect } from './external-select.tsx'
import { MultiSelect, Select } from './select.tsx'
import { TextInput } from './text-input.tsx'

export interface ControlProps {
  readonly element: Fields
  /** The block in which it stands. */
  readonly blockId: string
  /** What stands in it, in the short form of the control paths. */
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly label: string
  readonly disabled?: boolean
  readonly describedBy?: string | undefined
  readonly invalid?: boolean
}

const DATES: Readonly<Record<string, string>> = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
}

/** An element that keeps something: whatever is chosen or typed in it. */
export function Control(props: ControlProps) {
  const { element } = props
  const offered = useOffered(element)
  const type = String(element.type)
  if (type === 'radio_buttons' || type === 'checkboxes') return <Choices {...props} />
  if (/^(multi_)?external_select$/.test(type))
    return <ExternalSelect {...props} many={type.startsWith('multi_')} />
  if (offered)
    return type.startsWith('multi_') ? (
      <MultiSelect {...props} groups={offered} />
    ) : (
      <Select {...props} groups={offered} />
    )
  if (type in DATES) return <DateInput {...props} />
  if (type === 'file_input')
    return (
      <p className="note">
        Files of people are not simulated: what an app gets stands with the control paths.
      </p>
    )
  return <TextInput {...props} />
}

export type Groups = readonly { readonly label: string; readonly options: readonly Option[] }[]

/** What the menu offers; undefined for what is no menu. */
function useOffered(element: Fields): Groups | undefined {
  const { people, channels } = useHere().screen
  const kind = String(element.type).replace(/^multi_/, '')
  const plain = (value: string, label: string): Option => ({ value, label, description: '' })
  const everyChannel = channels.map(({ id, name }) => plain(id, `#${name}`))
  if (kind === 'static_select') return groupsOf(element)
  if (kind === 'users_select')
    return [{ label: '', options: people.map(({ id, realName }) => plain(id, realName)) }]
  return kind === 'channels_select' || kind === 'conversations_select'
    ? [{ label: '', options: everyChannel }]
    : undefined
}

function DateInput({ element, value, onChange, label, disabled, describedBy, invalid }: ControlProps) {
  const whole = element.type === 'datetimepicker'
  const shown = whole && typeof value === 'number' ? localTime(value) : String(value ?? '')
  return (
    <input
      type={DATES[String(element.type)]}
      data-action-id={String(element.action_id)}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      disabled={disabled}
      value={shown}
      onChange={({ target }) =>
        onChange(whole && target.value ? new Date(target.value).getTime() / 1000 : target.value || null)
      }
    />
  )
}

/** As the browser's own input spells it. */
function localTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
