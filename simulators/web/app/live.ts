import { useEffect, useState } from 'react'
import type { Alone, LiveFrame, Panel, Screen } from '../wire.ts'

const AGAIN_MS = 1000

export interface Live {
  readonly screen: Screen | undefined
  readonly panel: Panel | Alone | undefined
  readonly connected: boolean
}

/** What this person sees, kept up to date; after a loss of the connection it goes on by itself. */
export function useLive(viewer: string): Live {
  const [screen, setScreen] = useState<Screen>()
  const [panel, setPanel] = useState<Panel | Alone>()
  const [connected, setConnected] = useState(true)

  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined
    let socket: WebSocket | undefined
    connect()
    return () => {
      clearTimeout(again)
      if (socket) socket.onclose = null
      socket?.close()
    }

    function connect(): void {
      socket = new WebSocket(`ws://${location.host}/workspace/live?as=${viewer}`)
      socket.onopen = () => setConnected(true)
      socket.onclose = () => {
        setConnected(false)
        again = setTimeout(connect, AGAIN_MS)
      }
      socket.onmessage = ({ data }) => {
        const frame: LiveFrame = JSON.parse(data)
        if (frame.kind === 'screen') setScreen(frame.screen)
        else setPanel(frame.panel)
      }
    }
  }, [viewer])

  // Nobody may see, even for a moment, what the person before them saw.
  return { screen: screen?.viewer === viewer ? screen : undefined, panel, connected }
}
