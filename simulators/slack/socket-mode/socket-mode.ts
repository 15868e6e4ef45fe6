import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { randomSecret } from '../ids.ts'
import type { Fields } from '../json.ts'
import { type Acked, createAckDesk } from './ack-desk.ts'
import { type Connection, createConnection, type SocketAction } from './connection.ts'

// https://docs.slack.dev/apis/events-api/using-socket-mode: up to ten connections, a payload to one of them.
const MOST_CONNECTIONS = 10

export type SocketMode = ReturnType<typeof createSocketMode>

interface Options {
  readonly appId: string
  /** Connections came or went, or an ack arrived. */
  readonly onChange: () => void
}

/** Slack's end of Socket Mode for one app. */
export function createSocketMode({ appId, onChange }: Options) {
  // autoPong is off so that `no_pong` can keep silent.
  const server = new WebSocketServer({ noServer: true, autoPong: false })
  const tickets = new Set<string>()
  const desk = createAckDesk()
  let connections: Connection[] = []
  let turn = 0
  let admitted = 0

  function admit(socket: WebSocket, short: boolean): void {
    const connection = createConnection(socket, { onAck, onClose: () => drop(connection) })
    if (connections.length >= MOST_CONNECTIONS) {
      connection.disconnect('too_many_websockets')
      socket.close()
      return
    }
    connections = [...connections, connection]
    admitted += 1
    connection.hello({ appId, open: connections.length, short })
    onChange()
  }

  function onAck(frame: string): void {
    desk.receive(frame)
    onChange()
  }

  function drop(connection: Connection): void {
    connections = connections.filter((other) => other !== connection)
    onChange()
  }

  /** The connections take turns; one that was told to refresh gets nothing any more. */
  function next(): Connection | undefined {
    const ready = connections.filter((connection) => connection.takesEnvelopes())
    turn += 1
    return ready[turn % ready.length]
  }

  return {
    /** A single-use ticket for the address that apps.connections.open hands out. */
    issueTicket(): string {
      const ticket = randomSecret()
      tickets.add(ticket)
      return ticket
    },

    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator')
      if (pathname !== '/link/' || !tickets.delete(searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
        return
      }
      const short = searchParams.get('debug_reconnects') === 'true'
      server.handleUpgrade(request, socket, head, (opened) => admit(opened, short))
    },

    open(): number {
      return connections.length
    },

    /** How many there ever were. */
    opened(): number {
      return admitted
    },

    /** Sends the envelope, `times` times over, each time to exactly one connection; the first ack counts. */
    async send(envelope: Fields & { envelope_id: string }, times: number): Promise<Acked> {
      const sent = Array.from({ length: times }, () => next()?.send(envelope) ?? false)
      return sent.includes(true) ? desk.expect(envelope.envelope_id) : { outcome: 'no_connection' }
    },

    /** Returns how many connections it touched. */
    act(action: SocketAction, which: 'oldest' | 'all'): number {
      const touched = which === 'all' ? connections : connections.slice(0, 1)
      for (const connection of touched) connection.act(action)
      return touched.length
    },

    async close(): Promise<void> {
      desk.close()
      server.close()
      await Promise.all(connections.map((connection) => connection.close()))
    },
  }
}
