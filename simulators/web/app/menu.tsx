import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

interface Item {
  readonly id: string
  readonly label: string
}

interface Props {
  readonly label: string
  readonly mark: string
  readonly items: readonly Item[]
  readonly onPick: (id: string) => void
  /** The action_id of the element that it stands for. */
  readonly actionId?: string | undefined
}

/** A button that opens a list of things to do; arrows move in it, Esc closes it. */
export function Menu({ label, mark, items, onPick, actionId }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const entries = () => [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]

  useEffect(() => {
    if (open) root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [open])

  const shut = () => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return
    const at = entries().findIndex((entry) => entry.matches(':focus'))
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (event.key === 'Escape') shut()
    else if (step)
      entries()
        .at((at + step) % items.length)
        ?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys of the buttons inside
    <div
      className="menu"
      ref={root}
      onKeyDown={onKeyDown}
      onBlur={({ relatedTarget }) => {
        if (!root.current?.contains(relatedTarget)) setOpen(false)
      }}
    >
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        data-action-id={actionId}
        onClick={() => setOpen(!open)}
      >
        {mark}
      </button>
      {open && (
        <div className="menu-items" role="menu" aria-label={label}>
          {items.map(({ id, label: name }) => (
            <button
              type="button"
              role="menuitem"
              key={id}
              onClick={() => {
                shut()
                onPick(id)
              }}
            >
              {name}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
