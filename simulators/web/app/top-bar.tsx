import type { Person } from '../wire.ts'
import { NOT_REACHED } from './api.ts'
import { addressOf, type Go, type Place } from './place.ts'

export type Role = Person & { readonly role: string }

interface Props {
  readonly roles: readonly Role[]
  readonly place: Place
  readonly go: Go
  readonly connected: boolean
  readonly panelOpen: boolean
  /** Whether there is a book of everything that the app says. */
  readonly book: boolean
  readonly onPanel: () => void
}

/** Above Slack and no part of it: who one is, and whether the panel is shown. */
export function TopBar({ roles, place, go, connected, panelOpen, book, onPanel }: Props) {
  return (
    <header className="bar">
      <h1>Simulated Slack</h1>
      <label className="bar-person">
        <span>You are</span>
        <select
          value={place.role}
          onChange={({ target }) => go({ role: target.value })}
          data-control="person"
        >
          {roles.map((person) => (
            <option key={person.id} value={person.role}>
              {person.realName} ({wordsFor(person)})
            </option>
          ))}
        </select>
      </label>
      <a className="bar-link" href={addressOf(place)} target="_blank" rel="noreferrer">
        Open another tab
      </a>
      {book && (
        <a className="bar-link" href="/book" target="_blank" rel="noreferrer" data-control="book">
          All the app says
        </a>
      )}
      <p className="bar-state" role="status">
        {connected ? '' : NOT_REACHED}
      </p>
      <button
        type="button"
        aria-label="What CipherTrust saw"
        aria-expanded={panelOpen}
        onClick={onPanel}
        data-control="panel"
      >
        <span className="only-wide">What </span>CipherTrust<span className="only-wide"> saw</span>
      </button>
    </header>
  )
}

function wordsFor({ role, kind }: Role): string {
  if (role === 'outsider') return 'on no list'
  return kind === 'member' ? role.replace(/\d+$/, '') : kind
}
