import { describe, expect, it } from 'vitest'
import {
  answerJson,
  faultOf,
  KEY,
  keyJson,
  preparedClient,
  serve,
  serveSockets,
  TOKENS,
  testClient,
} from './harness.ts'

type Answer = Parameters<typeof serve>[0]

/** A server whose logins succeed; the rest is answered by `answer`. */
function serveAfterLogin(answer: Answer) {
  return serve((request, response) => {
    if (request.url === TOKENS) answerJson(response, 200, { jwt: 'token', duration: 300 })
    else answer(request, response)
  })
}

const cut: Record<string, Answer> = {
  'before any reply': (request) => request.socket.destroy(),
  'in the middle of a reply of known length': (request, response) => {
    response
      .writeHead(200, { 'content-length': '5000' })
      .write(JSON.stringify(keyJson()).slice(0, 100), () => {
        setTimeout(() => request.socket.destroy(), 20)
      })
  },
  'in the middle of a chunked reply': (request, response) => {
    response.writeHead(200).write(JSON.stringify(keyJson()).slice(0, 100), () => {
      setTimeout(() => request.socket.destroy(), 20)
    })
  },
  'in the middle of a reply of unknown length': (request) => {
    const half = JSON.stringify(keyJson()).slice(0, 100)
    request.socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${half}`)
  },
}

describe('a write', () => {
  it.each(Object.keys(cut))('has an unknown outcome when the connection is cut %s', async (when) => {
    let calls = 0
    await using server = await serveAfterLogin((request, response) => {
      calls += 1
      cut[when]?.(request, response)
    })
    const { fault } = await faultOf(
      (await preparedClient({ url: server.url })).client.send({ operation: 'enable-auto-rotation' }, KEY),
    )
    expect(fault).toEqual({ kind: 'hung_up', outcome: 'unknown' })
    expect(calls).toBe(1)
  })

  it.each([
    ['no reply', () => undefined],
    ['half a reply', (_, response) => response.writeHead(200).write('{')],
  ] satisfies [string, Answer][])('has an unknown outcome when %s comes in time', async (_, answer) => {
    await using server = await serveAfterLogin(answer)
    const { client } = await preparedClient({ url: server.url }, { write: 100 })
    const { fault } = await faultOf(client.send({ operation: 'enable-auto-rotation' }, KEY))
    expect(fault).toEqual({ kind: 'timeout', outcome: 'unknown' })
  })

  it('was not sent when the login gets no reply in time', async () => {
    await using server = await serve(() => undefined)
    const { client } = testClient({ url: server.url }, { login: 100 })
    const { fault } = await faultOf(client.prepare())
    expect(fault).toEqual({ kind: 'timeout', outcome: 'not_sent' })
  })

  it('was not sent when the connection is refused', async () => {
    const closed = await serve(() => undefined)
    await closed[Symbol.asyncDispose]()
    const { client } = testClient({ url: closed.url })
    expect((await faultOf(client.prepare())).fault).toEqual({
      kind: 'unreachable',
      outcome: 'not_sent',
    })
  })

  it('was not sent when the connection is refused after the login', async () => {
    const server = await serve((_, response) => {
      response.setHeader('connection', 'close')
      answerJson(response, 200, { jwt: 'token', duration: 300 })
    })
    const { client } = testClient({ url: server.url })
    await client.prepare()
    await server[Symbol.asyncDispose]()
    const { fault } = await faultOf(client.send({ operation: 'enable-auto-rotation' }, KEY))
    expect(fault).toEqual({ kind: 'unreachable', outcome: 'not_sent' })
  })

  it('was not sent where no name server knows the host', async () => {
    const { fault } = await faultOf(testClient({ url: 'http://ciphertrust.invalid' }).client.prepare())
    expect(fault).toEqual({ kind: 'unreachable', outcome: 'not_sent' })
  })

  it('was not sent where the port does not speak TLS', async () => {
    await using server = await serve(() => undefined)
    const { client } = testClient({ url: server.url.replace('http:', 'https:') })
    expect((await faultOf(client.prepare())).fault).toEqual({
      kind: 'tls',
      outcome: 'not_sent',
      tls: 'no_tls',
    })
  })
})

describe('a read', () => {
  it('is tried again, whole, when a reply was cut', async () => {
    const ranges: unknown[] = []
    await using server = await serveAfterLogin((request, response) => {
      ranges.push(request.headers.range)
      if (ranges.length === 1) cut['in the middle of a reply of known length']?.(request, response)
      else answerJson(response, 200, keyJson())
    })
    expect((await testClient({ url: server.url }).client.read(KEY))?.id).toBe(KEY)
    expect(ranges).toEqual([undefined, undefined])
  })

  it('ends in time although its reply does not', async () => {
    await using server = await serveAfterLogin((_, response) => response.writeHead(200).write('{'))
    const { client } = testClient({ url: server.url }, { read: 100 })
    expect((await faultOf(client.read(KEY))).fault.kind).toBe('timeout')
  })

  it('ends at a reply without end', async () => {
    await using server = await serveAfterLogin((_, response) => {
      const more = () => response.writable && response.write(' '.repeat(65_536), more)
      response.writeHead(200)
      more()
    })
    expect((await faultOf(testClient({ url: server.url }).client.read(KEY))).fault.kind).toBe(
      'not_ciphertrust',
    )
  })

  it('does not take another protocol for CipherTrust', async () => {
    await using server = await serveSockets((socket) => {
      socket.once('data', () => socket.end('500 unrecognized command\r\n'))
    })
    expect((await faultOf(testClient({ url: server.url }).client.read(KEY))).fault.kind).toBe(
      'not_ciphertrust',
    )
  })
})

describe('close', () => {
  it('waits for a write under way', async () => {
    await using server = await serveAfterLogin((_, response) => {
      setTimeout(() => answerJson(response, 200, keyJson({ aws_param: { KeyRotationEnabled: true } })), 50)
    })
    const { client } = testClient({ url: server.url })
    await client.prepare()
    const sending = client.send({ operation: 'enable-auto-rotation' }, KEY)
    await Promise.resolve()
    await client.close()
    expect((await sending).rotation.on).toBe(true)
  })
})
