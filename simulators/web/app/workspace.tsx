import { useState } from 'react'
import type { Alone, Panel, Screen } from '../wire.ts'
import { AppConversation } from './app-conversation.tsx'
import { ChannelConversation } from './channel-conversation.tsx'
import { HereProvider } from './directory.tsx'
import { Modals } from './modal.tsx'
import { SidePanel } from './panel/side-panel.tsx'
import { APP, type Go, type Place } from './place.ts'
import { ReadMarksProvider } from './read-marks.tsx'
import { Sidebar } from './sidebar.tsx'
import { SlackWindow } from './slack-window.tsx'
import { ThreadPane } from './thread-pane.tsx'

interface Props {
  readonly screen: Screen
  readonly panel: Panel | Alone | undefined
  readonly place: Place
  readonly go: Go
  readonly panelOpen: boolean
  readonly onPanelClose: () => void
}

const FIRST_CHANNEL = 'oncall'

/** The workspace of one person, and beside it what is not a part of Slack. */
export function Workspace({ screen, panel, place: asked, go, panelOpen, onPanelClose }: Props) {
  // On a narrow screen one thing is shown at a time.
  const [listOpen, setListOpen] = useState(false)
  const at = whereOf(screen, asked.at)
  const place: Place = { ...asked, at }
  const leave: Go = (change) => {
    setListOpen(false)
    go({ role: place.role, ...(at === asked.at ? {} : { at }), ...change })
  }
  const channel = screen.channels.find(({ id }) => id === at)
  const thread = channel !== undefined && place.thread !== ''
  const shows = listOpen ? 'list' : thread ? 'thread' : 'conversation'

  return (
    <HereProvider value={{ screen, place, go: leave }}>
      <ReadMarksProvider viewer={screen.viewer}>
        <div
          className="stage"
          data-viewer-role={place.role}
          data-panel={panelOpen}
          data-shows={shows}
          data-thread={thread}
        >
          <SlackWindow>
            <Sidebar />
            {channel ? (
              <ChannelConversation channel={channel} onList={() => setListOpen(true)} panel={panel} />
            ) : (
              <AppConversation onList={() => setListOpen(true)} />
            )}
            {channel && thread && <ThreadPane key={`${channel.id} ${place.thread}`} channel={channel} />}
            <Modals />
          </SlackWindow>
          {panelOpen && <SidePanel panel={panel} onClose={onPanelClose} />}
        </div>
      </ReadMarksProvider>
    </HereProvider>
  )
}

/** Where this person can be: what was asked for, or else the first channel that they are in. */
function whereOf({ channels, direct }: Screen, asked: string): string {
  if (asked === APP || asked === direct.id) return APP
  const first = channels.find(({ name }) => name === FIRST_CHANNEL) ?? channels[0]
  return channels.find(({ id }) => id === asked)?.id ?? first?.id ?? APP
}
