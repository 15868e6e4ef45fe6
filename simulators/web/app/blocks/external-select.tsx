import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { sentence } from '../api.ts'
import { stepped } from '../list-keys.ts'
import { useInView } from '../use-in-view.ts'
import type { ControlProps } from './control.tsx'
import { type Fields, fieldsIn, isFields, textOf } from './element-value.ts'
import { useSurface } from './surface.tsx'

type Props = ControlProps & { readonly many: boolean }

// Slack waits until somebody stops typing.
const TYPED_MS = 200

/** A menu whose options the app knows: it is asked while somebody types. */
export function ExternalSelect({
  element,
  value,
  onChange,
  label,
  disabled,
  describedBy,
  invalid,
  many,
  blockId,
}: Props) {
  const actionId = String(element.action_id)
  const { suggest } = useSurface()
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<readonly Fields[]>([])
  const [said, setSaid] = useState('')
  const [at, setAt] = useState(-1)
  const latest = useRef(0)
  const listId = useId()
  const chosen = chosenIn(value)
  const activeId = found.length > 0 && at >= 0 ? `${listId}-${at}` : undefined
  useInView(activeId)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the app is asked for what was typed, and only then
  useEffect(() => {
    if (!typed) return setFound([])
    const turn = ++latest.current
    const timer = setTimeout(async () => {
      const answer = await suggest({ actionId, blockId, value: typed }).catch(sentence)
      if (turn !== latest.current) return
      const options = typeof answer === 'string' ? [] : optionsOf(answer)
      setFound(options)
      setAt(-1)
      setSaid(
        typeof answer === 'string'
          ? `The app gave no options (${answer}).`
          : options.length === 0
            ? 'No result yet.'
            : '',
      )
    }, TYPED_MS)
    return () => clearTimeout(timer)
  }, [typed])

  function choose(option: Fields): void {
    onChange(many ? { selected_options: [...chosen, option] } : { selected_option: option })
    setTyped('')
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const option = found[Math.max(at, 0)]
    if (found.length === 0) return
    if (step) setAt(stepped(at, step, found.length))
    else if (event.key === 'Enter' && option) choose(option)
    else if (event.key === 'Escape') setTyped('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="external" data-action-id={actionId}>
      {chosen.map((option) => (
        <span className="chip" key={String(option.value)}>
          {textOf(option.text)}
          <button
            type="button"
            aria-label={`Remove ${textOf(option.text)}`}
            onClick={() =>
              onChange(
                many
                  ? { selected_options: chosen.filter((one) => one !== option) }
                  : { selected_option: null },
              )
            }
          >
            ×
          </button>
        </span>
      ))}
      <input
        type="text"
        role="combobox"
        data-input
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={activeId}
        placeholder={textOf(element.placeholder) || 'Type to search'}
        disabled={disabled}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" className="note">
        {typed ? said : ''}
      </span>
      {found.length > 0 && (
        <div className="completions" role="listbox" id={listId} aria-label={label}>
          {found.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
            <div
              role="option"
              tabIndex={-1}
              key={String(option.value)}
              id={`${listId}-${index}`}
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              {textOf(option.text)}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

function optionsOf({
  options,
  option_groups,
}: {
  options?: unknown
  option_groups?: unknown
}): readonly Fields[] {
  return [...fieldsIn(options), ...fieldsIn(option_groups).flatMap((group) => fieldsIn(group.options))]
}

/** The options themselves where they are known, otherwise what their values say. */
function chosenIn(value: unknown): readonly Fields[] {
  if (isFields(value)) return [value.selected_option, value.selected_options].flat().filter(isFields)
  return (Array.isArray(value) ? value : [value])
    .filter((one) => typeof one === 'string')
    .map((one) => ({ value: one, text: { type: 'plain_text', text: one } }))
}
