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

interface ListProps {
  readonly trials: readonly Trial[]
  readonly onPick?: () => void
}

export function TrialList({ trials, onPick }: ListProps) {
  const { screen, place, go } = useHere()
  const { put } = useDraft()
  // The app's own messages and an archived channel have no composer: the first channel has one.
  const writable = screen.channels.some(({ id, archived }) => id === place.at && !archived)
  return (
    <ol>
      {trials.map(({ title, result, role, line }) => (
        <li key={line}>
          <button
            type="button"
            data-control="trial"
            onClick={() => {
              go({ at: writable ? place.at : '', ...(role ? { role } : {}) })
              put(line)
              onPick?.()
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
