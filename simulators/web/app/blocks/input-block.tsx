import { useId } from 'react'
import type { Block } from '../../wire.ts'
import { Control } from './control.tsx'
import { isFields, textOf } from './element-value.ts'
import { useSurface } from './surface.tsx'

/** A labelled input of a modal, with its hint, and with what the app said against it. */
export function InputBlock({ block }: { readonly block: Block }) {
  const { form, press } = useSurface()
  const id = useId()
  const { element, label, hint, optional, dispatch_action } = block
  if (!isFields(element)) return null
  const blockId = String(block.block_id ?? '')
  const actionId = String(element.action_id ?? '')
  const error = form?.errors[blockId]
  const words = textOf(label) + (optional === true ? ' (optional)' : '')

  const change = (value: unknown) => {
    form?.change(blockId, actionId, value)
    if (dispatch_action === true) void press({ blockId, actionId, value })
  }
  return (
    <div className="input" data-invalid={error !== undefined}>
      <span className="input-label" aria-hidden="true">
        {textOf(label)}
        {optional === true && <span className="note"> (optional)</span>}
      </span>
      <Control
        element={element}
        blockId={blockId}
        value={form?.valueOf(blockId, actionId)}
        onChange={change}
        label={words}
        describedBy={error ? `${id}-error` : `${id}-hint`}
        invalid={error !== undefined}
      />
      {error && (
        <span className="input-error" id={`${id}-error`} role="alert">
          {error}
        </span>
      )}
      {textOf(hint) && (
        <span className="note" id={`${id}-hint`}>
          {textOf(hint)}
        </span>
      )}
    </div>
  )
}
