import { createContext, type ReactNode, useContext, useState } from 'react'

/** A line that something outside the composer wants to stand in it; empty once the composer has taken it. */
interface Draft {
  readonly line: string
  readonly put: (line: string) => void
}

const Context = createContext<Draft>({ line: '', put: () => {} })

export function useDraft(): Draft {
  return useContext(Context)
}

export function DraftProvider({ children }: { readonly children: ReactNode }) {
  const [line, put] = useState('')
  return <Context.Provider value={{ line, put }}>{children}</Context.Provider>
}
