import { useState } from 'react'

interface Unsent {
  readonly line: string
  readonly setLine: (line: string) => void
  /** Puts back what did not arrive, unless something else was typed meanwhile. */
  readonly giveBack: (line: string) => void
}

/** What somebody typed and has not sent: it outlives a look at another channel, another person, and a reload. */
export function useUnsent(id: string): Unsent {
  const key = `unsent:${id}`
  const [line, show] = useState(() => sessionStorage.getItem(key) ?? '')
  const setLine = (text: string) => {
    show(text)
    if (text === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  }
  return {
    line,
    setLine,
    giveBack: (text) => setLine(sessionStorage.getItem(key) ?? text),
  }
}
