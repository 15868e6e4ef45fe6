import { useState } from 'react'
import type { Block } from '../../wire.ts'
import { failureOf } from '../api.ts'
import { useHere } from '../directory.tsx'
import { Menu } from '../menu.tsx'
import { Button } from './button.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { Control } from './control.tsx'
import { Drawn } from './drawn.tsx'
import { type Fields, initialOf, isFields, optionsIn, shortOf, textOf } from './element-value.ts'
import { useSurface } from './surface.tsx'

interface Props {
  readonly block: Block
  readonly element: Fields
}

/** Something that is sent to the app as soon as somebody touches it. */
export function Element({ block, element }: Props) {
  const { app } = useHere().screen
  const { press, held } = useSurface()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')
  const [asked, setAsked] = useState<{ readonly value: unknown }>()
  const blockId = String(block.block_id ?? '')
  const actionId = String(element.action_id ?? '')
  const state = held[blockId]?.[actionId]
  const [chosen, setChosen] = useState(() => (state ? shortOf(state) : initialOf(element)))

  async function send(value: unknown): Promise<void> {
    setAsked(undefined)
    setBusy(true)
    setFailure('')
    const touch = { blockId, actionId, ...(value === undefined ? {} : { value }) }
    const { error } = await press(touch)
    setBusy(false)
    if (error) setFailure(failureOf(error, app.name))
  }
  /** Slack asks first where the app wants it to. */
  function touch(value?: unknown): void {
    if (busy) return
    if (value !== undefined) setChosen(value)
    if (isFields(element.confirm)) setAsked({ value })
    else void send(value)
  }

  return (
    <span className="element">
      <Touchable element={element} blockId={blockId} chosen={chosen} busy={busy} onTouch={touch} />
      {failure && (
        <span className="failure" role="alert">
          ⚠ {failure}
        </span>
      )}
      {asked && isFields(element.confirm) && (
        <ConfirmDialog
          confirm={element.confirm}
          onConfirm={() => void send(asked.value)}
          onDeny={() => setAsked(undefined)}
        />
      )}
    </span>
  )
}

interface TouchableProps {
  readonly element: Fields
  readonly blockId: string
  readonly chosen: unknown
  readonly busy: boolean
  readonly onTouch: (value?: unknown) => void
}

function Touchable({ element, blockId, chosen, busy, onTouch }: TouchableProps) {
  const actionId = String(element.action_id ?? '')
  switch (element.type) {
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return <Button element={element} busy={busy} onPress={() => onTouch()} />
    case 'feedback_buttons':
      return (
        <>
          {[element.positive_button, element.negative_button].filter(isFields).map((button) => (
            <Button
              key={String(button.value)}
              element={{ ...button, action_id: actionId }}
              busy={busy}
              onPress={() => onTouch(button.value)}
            />
          ))}
        </>
      )
    case 'overflow':
      return (
        <Menu
          label="More"
          mark="⋯"
          actionId={actionId}
          items={optionsIn(element.options).map(({ value, label }) => ({ id: value, label }))}
          onPick={onTouch}
        />
      )
    case 'image':
      return <Drawn block={{ type: 'image', ...element }} />
    default:
      return (
        <Control
          element={element}
          blockId={blockId}
          value={chosen}
          onChange={onTouch}
          label={textOf(element.placeholder) || actionId}
        />
      )
  }
}
