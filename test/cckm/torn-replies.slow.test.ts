import { connect, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { startCipherTrust } from '../../simulators/ciphertrust/start.ts'
import { KeyId } from '../../src/core/ids.ts'
import { faultOf, serveSockets, testClient } from './harness.ts'

const KEY = KeyId.parse('baf58871-2503-4d13-a84a-339aeb8fdfaf')
const path = `/api/v1/cckm/aws/keys/${KEY}`
const LOGIN = '{"jwt":"token","duration":300}'
const HEADER_END = '\r\n\r\n'

/** What the simulator really sends, byte by byte: headers and body. */
async function recorded(
  method: string,
  below: string,
): Promise<{ readonly head: string; readonly body: string }> {
  const server = await startCipherTrust()
  const { url, username, password } = server
  const login = await fetch(`${url}/api/v1/auth/tokens`, {
    method: 'POST',
    body: JSON.stringify({ username, password }),
  })
  const { jwt } = (await login.json()) as { jwt: string }
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(
    `${method} ${path}${below} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${jwt}\r\nconnection: close${HEADER_END}`,
  )
  const text = (await buffer(socket)).toString('latin1')
  await server.close()
  const end = text.indexOf(HEADER_END) + HEADER_END.length
  return { head: text.slice(0, end), body: text.slice(end) }
}

const write = await recorded('POST', '/enable-auto-rotation')
const read = await recorded('GET', '')
const status = { head: write.head, body: '{"KeyRotationEnabled":true}' }

const withoutLength = (head: string) => head.replace(/content-length: \d+\r\n/i, '')
const withLength = ({ head, body }: typeof write) =>
  `${withoutLength(head).slice(0, -2)}content-length: ${body.length}${HEADER_END}${body}`
const chunked = ({ head, body }: typeof write) => {
  const chunks = [body.slice(0, 100), body.slice(100)].filter((chunk) => chunk !== '')
  const framed = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')
  return `${withoutLength(head)
    .slice(0, -2)
    .replace(
      /transfer-encoding: chunked\r\n/i,
      '',
    )}transfer-encoding: chunked${HEADER_END}${framed}0${HEADER_END}`
}
const untilTheEnd = ({ head, body }: typeof write) =>
  withoutLength(head).replace(/transfer-encoding: chunked\r\n/i, '') + body

/** A client of a server that answers every call but logins with the first bytes of `reply`, and then hangs up. */
async function cutting(reply: string, hangUp: (socket: Socket) => void) {
  const cut = { after: 0, calls: 0 }
  const server = await serveSockets((socket) => {
    socket.on('data', (data) => {
      if (data.includes('/auth/tokens')) {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${LOGIN.length}${HEADER_END}${LOGIN}`)
        return
      }
      cut.calls += 1
      if (cut.after === 0) hangUp(socket)
      else socket.write(reply.slice(0, cut.after), 'latin1', () => hangUp(socket))
    })
  })
  return {
    cut,
    client: testClient({ url: server.url }).client,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const fin = (socket: Socket) => socket.end()
const rst = (socket: Socket) => setImmediate(() => socket.resetAndDestroy())

describe('a write', () => {
  it.each([
    ['of known length, closed', withLength(write), fin],
    ['of known length, reset', withLength(write), rst],
    ['in chunks, closed', chunked(write), fin],
    ['without a length, closed', untilTheEnd(write), fin],
  ] as const)('is sent once and unknown wherever its reply %s is cut', async (_, reply, hangUp) => {
    await using server = await cutting(reply, hangUp)
    const told = new Set<string>()
    await server.client.prepare()
    for (server.cut.after = 0; server.cut.after < reply.length; server.cut.after += 1) {
      server.cut.calls = 0
      const { fault } = await faultOf(server.client.send({ operation: 'enable-auto-rotation' }, KEY))
      told.add(`${fault.outcome} after ${server.cut.calls} call`)
    }
    expect([...told]).toEqual(['unknown after 1 call'])
    expect((await server.client.send({ operation: 'enable-auto-rotation' }, KEY)).rotation.on).toBe(true)
  })
})

describe('a read', () => {
  it.each([
    ['of known length', withLength(read)],
    ['without a length', untilTheEnd(read)],
  ])('of a key is never taken from a reply %s that was cut', async (_, reply) => {
    await using server = await cutting(reply, fin)
    const told = new Set<string>()
    for (server.cut.after = 0; server.cut.after < reply.length; server.cut.after += 3)
      told.add((await faultOf(server.client.read(KEY))).fault.outcome)
    expect([...told]).toEqual(['unknown'])
    server.cut.after = reply.length
    expect((await server.client.read(KEY))?.id).toBe(KEY)
  })

  it('of the status is never taken from a reply that was cut', async () => {
    const reply = untilTheEnd(status)
    await using server = await cutting(reply, fin)
    const told = new Set<string>()
    for (server.cut.after = 0; server.cut.after < reply.length; server.cut.after += 1)
      told.add((await faultOf(server.client.readRotation(KEY))).fault.outcome)
    expect([...told]).toEqual(['unknown'])
    server.cut.after = reply.length
    expect(await server.client.readRotation(KEY)).toEqual({ on: true })
  })
})

it('a login whose reply is cut at any byte leaves the write unsent', async () => {
  const reply = `HTTP/1.1 200 OK\r\ncontent-length: ${LOGIN.length}${HEADER_END}${LOGIN}`
  let after = 0
  const calls: string[] = []
  await using server = await serveSockets((socket) => {
    socket.on('data', (data) => {
      calls.push(data.toString().split(' ')[1] ?? '')
      if (after === 0) socket.end()
      else socket.write(reply.slice(0, after), () => socket.end())
    })
  })
  const told = new Set<string>()
  for (; after < reply.length; after += 1) {
    const { client } = testClient({ url: server.url })
    told.add(
      (await faultOf(client.prepare().then(() => client.send({ operation: 'enable-auto-rotation' }, KEY))))
        .fault.outcome,
    )
  }
  expect([...told]).toEqual(['not_sent'])
  expect(new Set(calls)).toEqual(new Set(['/api/v1/auth/tokens']))
})
