import { type ReactNode, useLayoutEffect, useRef } from 'react'

interface Props {
  readonly label: string
  readonly onCancel: () => void
  readonly children: ReactNode
  readonly small?: boolean
  readonly viewId?: string
}

/** The browser's own modal: it keeps the focus inside, and gives it back to whatever had it before. */
export function Dialog({ label, onCancel, children, small = false, viewId }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Closed while it still is in the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
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
      onCancel={(event) => event.preventDefault()}
    >
      {children}
    </dialog>
  )
}
