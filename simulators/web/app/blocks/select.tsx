import type { ControlProps, Groups } from './control.tsx'
import { textOf } from './element-value.ts'

type Props = ControlProps & { readonly groups: Groups }

export function Select({ element, value, onChange, label, disabled, describedBy, invalid, groups }: Props) {
  return (
    <select
      data-action-id={String(element.action_id)}
      data-input
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      disabled={disabled}
      value={String(value ?? '')}
      onChange={({ target }) => onChange(target.value || null)}
    >
      <option value="">{textOf(element.placeholder) || 'Choose'}</option>
      <Options groups={groups} />
    </select>
  )
}

function Options({ groups }: { readonly groups: Groups }) {
  return groups.map(({ label, options }) => {
    const entries = options.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ))
    return label ? (
      <optgroup key={label} label={label}>
        {entries}
      </optgroup>
    ) : (
      entries
    )
  })
}

/** Boxes to tick, in a frame that scrolls: what is chosen can be seen without opening anything. */
export function MultiSelect({ element, value, onChange, label, disabled, groups }: Props) {
  const chosen = Array.isArray(value) ? value.map(String) : []
  const most =
    typeof element.max_selected_items === 'number' ? element.max_selected_items : Number.POSITIVE_INFINITY
  return (
    <fieldset className="multi" data-action-id={String(element.action_id)} disabled={disabled}>
      <legend className="hidden">{label}</legend>
      {groups.flatMap(({ options }) =>
        options.map((option) => (
          <label key={option.value}>
            <input
              type="checkbox"
              value={option.value}
              checked={chosen.includes(option.value)}
              disabled={!chosen.includes(option.value) && chosen.length >= most}
              onChange={({ target }) =>
                onChange(
                  target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value),
                )
              }
            />
            {option.label}
          </label>
        )),
      )}
    </fieldset>
  )
}
