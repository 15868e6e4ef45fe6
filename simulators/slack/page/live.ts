import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { LiveFrame, Panel } from '../../web/wire.ts'
import { foreignCaller } from '../control/guard.ts'
import type { Simulator } from '../simulator.ts'
import type { Beside } from './beside.ts'
import { lookAt } from './screen.ts'

export const LIVE_PATH = '/workspace/live'

// Several changes come together, such as a post and the redraw of its card: they are told in one frame.
const SETTLES_MS = 20

export type Live = ReturnType<typeof createLive>

/**
 * Shows each open page what its person sees, as it changes. A WebSocket and no event stream, because a browser
 * opens six HTTP connections to one origin, and every tab would hold one of them.
 */
export function createLive(sim: Simulator, beside?: Beside) {
  const server = new WebSocketServer({ noServer: true })

  function show(socket: WebSocket, viewer: string): void {
    const screens = teller(socket)
    const panels = teller(socket)
    let timer: NodeJS.Timeout | undefined
    const look = () => {
      timer = undefined
      const screen = lookAt(sim, viewer)
      if (screen) screens({ kind: 'screen', screen })
    }
    const stopScreens = sim.changes.listen(() => {
      timer ??= setTimeout(look, SETTLES_MS)
    })
    const stopPanels = beside?.watch((panel: Panel) => panels({ kind: 'panel', panel }))
    if (!beside) panels({ kind: 'panel', panel: 'alone' })
    // A page that is closed in the middle of something is ordinary; `close` follows.
    socket.on('error', () => {})
    socket.on('close', () => {
      stopScreens()
      stopPanels?.()
      clearTimeout(timer)
    })
    look()
  }

  return {
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const { searchParams } = new URL(request.url ?? '/', 'http://simulator')
      const viewer = searchParams.get('as') ?? ''
      const { host = '', origin } = request.headers
      if (foreignCaller({ host, origin })) refuse(socket, '403 Forbidden')
      else if (!sim.world.users.has(viewer)) refuse(socket, '404 Not Found')
      else server.handleUpgrade(request, socket, head, (opened) => show(opened, viewer))
    },

    close(): void {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

/** Sends a frame only where it says something new. */
function teller(socket: WebSocket): (frame: LiveFrame) => void {
  let told = ''
  return (frame) => {
    const text = JSON.stringify(frame)
    if (text === told || socket.readyState !== socket.OPEN) return
    told = text
    socket.send(text)
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
}
