import { useEffect } from 'react'
import { post } from './api.ts'
import { Blocks } from './blocks/blocks.tsx'
import { SurfaceProvider } from './blocks/surface.tsx'
import { Composer } from './composer.tsx'
import { useHere } from './directory.tsx'
import { MessageList } from './message-list.tsx'
import { ToList } from './to-list.tsx'

/** The app's own place: its home, and its direct messages with this person. */
export function AppConversation({ onList }: { readonly onList: () => void }) {
  const { screen, place, go } = useHere()
  const { app, direct, viewer } = screen
  const tab = app.homeTab ? place.tab : 'messages'
  return (
    <main className="conversation" aria-label={app.name}>
      <header className="pane-head">
        <ToList onList={onList} />
        <h2>{app.name}</h2>
        <span className="app-mark">App</span>
        {app.homeTab && (
          <div className="tabs" role="tablist" aria-label={app.name}>
            {(['home', 'messages'] as const).map((name) => (
              <button
                type="button"
                role="tab"
                key={name}
                aria-selected={tab === name}
                onClick={() => go({ tab: name })}
              >
                {name === 'home' ? 'Home' : 'Messages'}
              </button>
            ))}
          </div>
        )}
      </header>
      {tab === 'home' ? (
        <Home key={viewer} />
      ) : (
        <>
          <MessageList key={viewer} id="app" messages={direct.messages} label={app.name} />
          {app.takesMessages ? (
            <Composer key={viewer} channel={direct.id} label={`Message ${app.name}`} direct />
          ) : (
            <p className="notice">Sending messages to this app has been turned off.</p>
          )}
        </>
      )}
    </main>
  )
}

function Home() {
  const { screen } = useHere()
  const { home, viewer, app } = screen
  useEffect(() => {
    // What comes of it is drawn when the app has published it; without an answer the old home stays, as in Slack.
    post('/control/home', { user: viewer, tab: 'home', wait: 0 }).catch(() => {})
  }, [viewer])
  return (
    <div className="home" role="tabpanel" aria-label="Home">
      {home ? (
        <SurfaceProvider where={{ home: true }} held={home.state.values}>
          <Blocks blocks={home.blocks} />
        </SurfaceProvider>
      ) : (
        <p className="empty">{app.name} has not put anything here yet.</p>
      )}
    </div>
  )
}
