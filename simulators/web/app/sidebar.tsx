import type { Conversation } from '../wire.ts'
import { Avatar } from './avatar.tsx'
import { useHere, usePerson } from './directory.tsx'
import { useDraft } from './draft.tsx'
import { APP } from './place.ts'
import { unreadOf, useReadMarks } from './read-marks.tsx'

export function Sidebar() {
  const { screen } = useHere()
  const me = usePerson(screen.viewer)
  return (
    <nav className="sidebar" aria-label="Channels and direct messages">
      <h2 className="team">{screen.team}</h2>
      <h3>Channels</h3>
      <ul>
        {screen.channels.map(({ id, name, archived, shared }) => (
          <li key={id}>
            <Entry
              at={id}
              name={name}
              mark={
                <span className="hash" aria-hidden="true">
                  #
                </span>
              }
              note={archived ? 'archived' : shared ? 'shared with another company' : ''}
              conversation={screen.conversations.find((one) => one.id === id)}
            />
          </li>
        ))}
        {screen.channels.length === 0 && <li className="none">{me.name} is in no channel.</li>}
      </ul>
      <h3>Direct messages</h3>
      <ul>
        <li>
          <Entry
            at={APP}
            name={screen.app.name}
            mark={<Avatar id={screen.app.user} />}
            note="app"
            conversation={screen.direct}
            direct
          />
        </li>
      </ul>
    </nav>
  )
}

interface EntryProps {
  readonly at: string
  readonly name: string
  readonly mark: React.ReactNode
  readonly note: string
  readonly conversation: Conversation | undefined
  readonly direct?: boolean
}

function Entry({ at, name, mark, note, conversation, direct }: EntryProps) {
  const { screen, place, go } = useHere()
  const { call } = useDraft()
  const marks = useReadMarks()
  const open = place.at === at
  const unread =
    conversation && !open ? unreadOf(conversation, marks.of(at), screen) : { count: 0, mentions: 0 }
  const badge = direct ? unread.count : unread.mentions
  return (
    <button
      type="button"
      className="entry"
      aria-current={open ? 'page' : undefined}
      data-unread={unread.count > 0}
      data-at={at}
      onClick={() => {
        go({ at, tab: 'messages' })
        call()
      }}
    >
      {mark}
      <span className="entry-name">{name}</span>
      {note && <span className="hidden">({note})</span>}
      {unread.count > 0 && <span className="hidden">{unread.count} unread</span>}
      {badge > 0 && (
        <span className="badge" aria-hidden="true">
          {badge}
        </span>
      )}
    </button>
  )
}
