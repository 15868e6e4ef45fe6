import { useEffect, useState } from 'react'
import { get, NOT_REACHED, sentence } from './api.ts'
import { DraftProvider } from './draft.tsx'
import { useLive } from './live.ts'
import { hasRoomForPanel } from './panel/room.ts'
import { type Go, type Place, usePlace } from './place.ts'
import { type Role, TopBar } from './top-bar.tsx'
import { Workspace } from './workspace.tsx'

/** Whom one may be is asked first; everything after is seen with somebody's eyes. */
export function Entrance() {
  const [place, go] = usePlace()
  const [roles, setRoles] = useState<readonly Role[]>([])
  const [problem, setProblem] = useState('')

  useEffect(() => {
    get<readonly Role[]>('/workspace/people').then(setRoles, (error) => setProblem(sentence(error)))
  }, [])

  const me = roles.find(({ role, id }) => role === place.role || id === place.role) ?? roles[0]
  if (!me) return <Waiting>{problem || 'Opening…'}</Waiting>
  return <Page me={me} roles={roles} place={{ ...place, role: me.role }} go={go} />
}

interface PageProps {
  readonly me: Role
  readonly roles: readonly Role[]
  readonly place: Place
  readonly go: Go
}

function Page({ me, roles, place, go }: PageProps) {
  const { screen, panel, connected } = useLive(me.id)
  const [panelOpen, setPanelOpen] = useState(hasRoomForPanel)
  // Two tabs may be two people.
  useEffect(() => {
    document.title = `${me.realName}, simulated Slack`
  }, [me.realName])
  return (
    <DraftProvider>
      <div className="page">
        <TopBar
          roles={roles}
          place={place}
          go={go}
          connected={connected}
          panelOpen={panelOpen}
          book={panel !== undefined && panel !== 'alone'}
          onPanel={() => setPanelOpen(!panelOpen)}
        />
        {screen ? (
          <Workspace
            screen={screen}
            panel={panel}
            place={place}
            go={go}
            panelOpen={panelOpen}
            onPanelClose={() => setPanelOpen(false)}
          />
        ) : (
          <Waiting>{connected ? 'Opening…' : NOT_REACHED}</Waiting>
        )}
      </div>
    </DraftProvider>
  )
}

function Waiting({ children }: { readonly children: string }) {
  return (
    <main className="waiting">
      <p role="status">{children}</p>
    </main>
  )
}
