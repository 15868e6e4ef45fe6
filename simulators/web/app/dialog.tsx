import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useSlackWindow } from './slack-window.tsx'

interface Props {
  readonly label: string
  readonly onCancel: () => void
  readonly children: ReactNode
  readonly small?: boolean
  readonly viewId?: string
}

/** Covers the window of Slack, where nothing else can be used; it gives the focus back to whatever had it before. */
export function Dialog({ label, onCancel, children, small = false, viewId }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const slackWindow = useSlackWindow()
  // Closed while it still is in the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    element.show()
    const covered = [...slackWindow.children].filter(
      (one): one is HTMLElement => one instanceof HTMLElement && one !== element && !one.inert,
    )
    for (const one of covered) one.inert = true
    // A press beside it leaves the focus inside, where Esc is heard.
    const hold = (event: MouseEvent) => event.target === slackWindow && event.preventDefault()
    slackWindow.addEventListener('mousedown', hold)
    return () => {
      slackWindow.removeEventListener('mousedown', hold)
      for (const one of covered) one.inert = false
      element.close()
    }
  }, [slackWindow])
  return createPortal(
    <dialog
      ref={dialog}
      className="modal"
      data-small={small}
      data-view-id={viewId}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        onCancel()
      }}
    >
      {children}
    </dialog>,
    slackWindow,
  )
}
