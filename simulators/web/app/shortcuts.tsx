import { useState } from 'react'
import { attempt, failureOf } from './api.ts'
import { useHere } from './directory.tsx'
import { Menu } from './menu.tsx'

/** The app's global shortcuts, where it has any. */
export function Shortcuts() {
  const { screen } = useHere()
  const [failure, setFailure] = useState('')
  const shortcuts = screen.app.shortcuts.filter(({ of }) => of === 'global')
  if (shortcuts.length === 0) return null

  const pick = async (callbackId: string) => {
    const { error } = await attempt('/control/shortcut', { user: screen.viewer, callbackId, wait: 0 })
    setFailure(error ? failureOf(error, screen.app.name) : '')
  }
  return (
    <>
      {failure && <span role="alert">{failure}</span>}
      <Menu
        label="Shortcuts"
        mark="⚡"
        items={shortcuts.map(({ callbackId, name }) => ({ id: callbackId, label: name }))}
        onPick={pick}
      />
    </>
  )
}
