import { type Fields, textOf } from './element-value.ts'

interface Props {
  readonly element: Fields
  readonly busy: boolean
  readonly onPress: () => void
}

/** A button with a url opens it and tells the app as well. */
export function Button({ element, busy, onPress }: Props) {
  const { action_id, style, accessibility_label, url, type } = element
  return (
    <button
      type="button"
      className="button"
      data-action-id={String(action_id)}
      data-style={style}
      aria-label={typeof accessibility_label === 'string' ? accessibility_label : undefined}
      aria-busy={busy}
      // A disabled button would lose the focus, to which a modal gives back what it took.
      aria-disabled={busy || type === 'workflow_button'}
      onClick={() => {
        if (busy || type === 'workflow_button') return
        if (typeof url === 'string') window.open(url, '_blank', 'noopener')
        onPress()
      }}
    >
      {textOf(element.text)}
    </button>
  )
}
