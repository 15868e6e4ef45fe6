import { useState } from 'react'
import type { Alone, Panel, Trial } from '../wire.ts'
import { useHere } from './directory.tsx'
import { useDraft } from './draft.tsx'

/** As many as are taken in at a glance; the panel has them all. */
const FIRST = 3

const DISMISSED = 'things-to-try-dismissed'

/** On a first visit: what to type, each one click away from standing in the composer. */
export function ThingsToTry({ panel }: { readonly panel: Panel | Alone | undefined }) {
  const { screen } = useHere()
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(DISMISSED) !== null)
  const fallback = screen.app.commands.map(({ command, description }) => ({
    ...{ title: description, line: `${command} help`, role: '', result: 'The app answers to you alone.' },
  }))
  const alone = panel === 'alone'
  const offered = (alone ? fallback : (panel?.trials ?? [])).slice(0, FIRST)
  if (dismissed || offered.length === 0) return null
  return (
    <section className="trials" aria-label="Things to try">
      <header>
        <h3>{alone ? 'To try it' : 'Three things to try'}</h3>
        <button
          type="button"
          className="icon"
          aria-label="Do not show these any more"
          onClick={() => {
            localStorage.setItem(DISMISSED, 'yes')
            setDismissed(true)
          }}
        >
          ×
        </button>
      </header>
      <TrialList trials={offered} />
    </section>
  )
}

export function TrialList({ trials }: { readonly trials: readonly Trial[] }) {
  const { place, go } = useHere()
  const { put } = useDraft()
  return (
    <ol>
      {trials.map(({ title, result, role, line }) => (
        <li key={line}>
          <button
            type="button"
            data-control="trial"
            onClick={() => {
              if (role && role !== place.role) go({ role })
              put(line)
            }}
          >
            <span className="trial-title">{title}</span>
            <code>{line}</code>
          </button>
          <p>{result}</p>
        </li>
      ))}
    </ol>
  )
}
