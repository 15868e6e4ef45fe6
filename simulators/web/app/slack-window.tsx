import { createContext, type ReactNode, useContext, useState } from 'react'

/** Where dialogs are put; a page without a window of Slack is one itself. */
const Context = createContext<HTMLElement>(document.body)

export function useSlackWindow(): HTMLElement {
  return useContext(Context)
}

/** What is a part of Slack: its dialogs cover this, and not the controls beside it. */
export function SlackWindow({ children }: { readonly children: ReactNode }) {
  const [element, setElement] = useState<HTMLElement | null>(null)
  return (
    <div className="slack" ref={setElement}>
      {element && (
        <Context.Provider value={element}>
          <div className="slack-content">{children}</div>
        </Context.Provider>
      )}
    </div>
  )
}
