import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { openConnection } from '../../src/slack/connection.ts'
import { keptLog, now } from './harness.ts'

const HELLO = JSON.stringify({ type: 'hello', num_connections: 1 })

/** A Slack that hands out the address of one socket, and does there what it is told. */
async function aSlack(onSocket: (socket: WebSocket) => void): Promise<string> {
  const server: Server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ok: true, url: `${origin('ws')}/link/?ticket=1` }))
  })
  const sockets = new WebSocketServer({ server, autoPong: true })
  sockets.on('connection', onSocket)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate()
    server.close()
  })
  return `${origin('http')}/api/`

  function origin(scheme: string): string {
    const address = server.address()
    return `${scheme}://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : ''}`
  }
}

async function opening(apiUrl: string, silentMs: number) {
  const { log, lines } = keptLog()
  const closed: string[] = []
  const connection = openConnection({
    access: { botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl },
    ...{ log, now, silentMs },
    onEnvelope: () => {},
    onHello: () => {},
    onClosed: () => closed.push('closed'),
  })
  return { connection, lines, closed }
}

describe('a connection', () => {
  it('that is opened, but never greeted, is given up', async () => {
    const { connection, closed, lines } = await opening(await aSlack(() => {}), 300)
    await expect(connection).rejects.toBeUndefined()
    expect(closed).toEqual(['closed'])
    expect(lines.some(({ sentence }) => sentence.includes('nothing comes'))).toBe(true)
  })

  it('over which nothing comes after the hello is over, though its pongs come, and is closed', async () => {
    const silent = await aSlack((socket) => socket.send(HELLO))
    const { connection, closed } = await opening(silent, 400)
    const { over, closed: isClosed } = await connection
    await over
    await isClosed
    expect(closed).toEqual(['closed'])
  })

  it('is kept while Slack pings it', async () => {
    const pinging = await aSlack((socket) => {
      socket.send(HELLO)
      const timer = setInterval(() => socket.ping(), 50)
      socket.on('close', () => clearInterval(timer))
    })
    const { connection, closed } = await opening(pinging, 1_000)
    const { over, close } = await connection
    const first = await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 2_000, 'kept'))])
    expect(first).toBe('kept')
    close()
    await expect.poll(() => closed).toEqual(['closed'])
  })

  it('closes within a moment though the other side does not answer the closing', async () => {
    const deaf = await aSlack((socket) => {
      socket.send(HELLO)
      socket.pause()
    })
    const { connection } = await opening(deaf, 60_000)
    const { close, closed } = await connection
    close()
    expect(
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 8_000, 'open'))]),
    ).toBeUndefined()
  })
})
