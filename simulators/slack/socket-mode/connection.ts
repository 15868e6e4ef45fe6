import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Fields } from '../json.ts'

const PING_EVERY_MS = 10_000
// The lifetime that Slack announces, in seconds; only the short one, which an app asks for to debug, is kept.
const CONNECTION_SECONDS = 18_060
const DEBUG_SECONDS = 360
// A warning comes about this long before the refresh itself.
const WARNING_MS = 10_000
const GOODBYE_MS = 300
const HOST = 'applink-simulated'

export const DISCONNECT_REASONS = [
  'warning',
  'refresh_requested',
  'link_disabled',
  'too_many_websockets',
] as const
export const SOCKET_ACTIONS = ['refresh', 'warning', 'kill', 'no_pong', 'disable'] as const
export type SocketAction = (typeof SOCKET_ACTIONS)[number]
export type Connection = ReturnType<typeof createConnection>

interface Events {
  readonly onAck: (frame: string) => void
  readonly onClose: () => void
}

/** One socket of the app, seen from Slack. */
export function createConnection(socket: WebSocket, { onAck, onClose }: Events) {
  let silent = false
  let draining = false
  let refresh: NodeJS.Timeout | undefined
  const pings = setInterval(() => {
    if (!silent && socket.readyState === WebSocket.OPEN) socket.ping(`Ping from ${HOST}`)
  }, PING_EVERY_MS)

  socket.on('message', (data, isBinary) => {
    if (!isBinary) onAck(String(data))
  })
  socket.on('ping', (data) => {
    if (!silent && socket.readyState === WebSocket.OPEN) socket.pong(data)
  })
  // A torn connection is ordinary here; `close` follows.
  socket.on('error', () => {})
  socket.on('close', () => {
    clearInterval(pings)
    clearTimeout(refresh)
    onClose()
  })

  function send(frame: Fields): boolean {
    if (socket.readyState !== WebSocket.OPEN) return false
    socket.send(JSON.stringify(frame))
    return true
  }

  function disconnect(reason: (typeof DISCONNECT_REASONS)[number]): void {
    send({ type: 'disconnect', reason, debug_info: { host: HOST } })
  }

  function warn(): void {
    disconnect('warning')
    refresh = setTimeout(() => disconnect('refresh_requested'), WARNING_MS)
  }

  return {
    send,
    disconnect,

    hello({ appId, open, short }: { appId: string; open: number; short: boolean }): void {
      send({
        type: 'hello',
        num_connections: open,
        debug_info: {
          host: HOST,
          approximate_connection_time: short ? DEBUG_SECONDS : CONNECTION_SECONDS,
        },
        connection_info: { app_id: appId },
      })
      if (short) refresh = setTimeout(warn, DEBUG_SECONDS * 1000 - WARNING_MS)
    },

    takesEnvelopes(): boolean {
      return !draining && socket.readyState === WebSocket.OPEN
    },

    /** Says goodbye and waits for the other side, though not long. */
    async close(): Promise<void> {
      if (socket.readyState === WebSocket.CLOSED) return
      const closed = once(socket, 'close')
      const impatience = setTimeout(() => socket.terminate(), GOODBYE_MS)
      socket.close(1001)
      await closed
      clearTimeout(impatience)
    },

    act(action: SocketAction): void {
      if (action === 'kill') socket.terminate()
      if (action === 'no_pong') silent = true
      if (action === 'warning') warn()
      if (action === 'disable') {
        draining = true
        disconnect('link_disabled')
      }
      if (action === 'refresh') {
        draining = true
        disconnect('refresh_requested')
      }
    },
  }
}
