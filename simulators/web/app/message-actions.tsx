import { useState } from 'react'
import type { MessageLook } from '../wire.ts'
import { attempt, failureOf } from './api.ts'
import { useHere } from './directory.tsx'
import { Menu } from './menu.tsx'

interface Props {
  readonly message: MessageLook
  readonly channel: string
  readonly inThread: boolean
}

/** What a person can do with a message: reply, or pick one of the app's shortcuts for it. */
export function MessageActions({ message: { ts }, channel, inThread }: Props) {
  const { screen, go } = useHere()
  const [failure, setFailure] = useState('')
  const shortcuts = screen.app.shortcuts.filter((shortcut) => shortcut.of === 'message')
  if (inThread && shortcuts.length === 0) return null

  const pick = async (callbackId: string) => {
    const picked = { user: screen.viewer, callbackId, channel, ts, wait: 0 }
    const { error } = await attempt('/control/shortcut', picked)
    setFailure(error ? failureOf(error, screen.app.name) : '')
  }
  return (
    <div className="message-actions">
      {failure && <span role="alert">{failure}</span>}
      {!inThread && (
        <button
          type="button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => go({ thread: ts })}
        >
          ↩
        </button>
      )}
      {shortcuts.length > 0 && (
        <Menu
          label="More actions"
          mark="⋮"
          items={shortcuts.map(({ callbackId, name }) => ({ id: callbackId, label: name }))}
          onPick={pick}
        />
      )}
    </div>
  )
}
