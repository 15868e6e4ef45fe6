import { createContext, type ReactNode, useContext, useState } from 'react'

/** A line that something outside the composer wants to stand in it; empty once the composer has taken it. */
interface Draft {
  readonly line: string
  readonly put: (line: string) => void
  /** How often somebody came to a conversation to type there. */
  readonly calls: number
  readonly call: () => void
}

const Context = createContext<Draft>({ line: '', put: () => {}, calls: 0, call: () => {} })

export function useDraft(): Draft {
  return useContext(Context)
}

export function DraftProvider({ children }: { readonly children: ReactNode }) {
  const [line, put] = useState('')
  const [calls, setCalls] = useState(0)
  const call = () => setCalls((before) => before + 1)
  return <Context.Provider value={{ line, put, calls, call }}>{children}</Context.Provider>
}
