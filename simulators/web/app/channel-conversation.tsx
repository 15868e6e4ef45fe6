import type { Alone, ChannelLook, Panel } from '../wire.ts'
import { Composer } from './composer.tsx'
import { useHere, usePerson } from './directory.tsx'
import { MessageList } from './message-list.tsx'
import { ThingsToTry } from './things-to-try.tsx'
import { ToList } from './to-list.tsx'

interface Props {
  readonly channel: ChannelLook
  readonly panel: Panel | Alone | undefined
  readonly onList: () => void
}

export function ChannelConversation({ channel, panel, onList }: Props) {
  const { screen, place } = useHere()
  const me = usePerson(screen.viewer)
  const messages = screen.conversations.find(({ id }) => id === channel.id)?.messages ?? []
  return (
    <main className="conversation" aria-label={`#${channel.name}`}>
      <header className="pane-head">
        <ToList onList={onList} />
        <h2>
          <span aria-hidden="true"># </span>
          {channel.name}
        </h2>
        {channel.shared && <span className="note">shared with another company</span>}
      </header>
      <MessageList
        key={`${screen.viewer} ${channel.id}`}
        id={channel.id}
        messages={messages}
        label={`#${channel.name}`}
      >
        {messages.length === 0 && <ThingsToTry panel={panel} />}
      </MessageList>
      {me.kind === 'deactivated' && (
        <p className="notice">
          In Slack {me.realName} could not sign in any more. Here you can still type, to see what the app
          answers.
        </p>
      )}
      {channel.archived ? (
        <p className="notice">This channel is archived: nobody can write here.</p>
      ) : (
        <Composer
          key={`${place.role} ${channel.id}`}
          channel={channel.id}
          label={`Message #${channel.name}`}
        />
      )}
    </main>
  )
}
