import { useId } from 'react'
import type { ControlProps } from './control.tsx'
import { optionsIn } from './element-value.ts'

/** Radio buttons and checkboxes. */
export function Choices({ element, value, onChange, label, disabled }: ControlProps) {
  const name = useId()
  const many = element.type === 'checkboxes'
  const chosen = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
  return (
    <fieldset className="choices" data-action-id={String(element.action_id)} disabled={disabled}>
      <legend className="hidden">{label}</legend>
      {optionsIn(element.options).map((option) => (
        <label key={option.value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            value={option.value}
            checked={chosen.includes(option.value)}
            onChange={({ target }) => {
              if (!many) return onChange(option.value)
              const others = chosen.filter((one) => one !== option.value)
              return onChange(target.checked ? [...others, option.value] : others)
            }}
          />
          <span>
            {option.label}
            {option.description && <small>{option.description}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
