import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { CipherTrustFault } from '../../src/core/fault.ts'
import { KEY, passwordAccount, serveSockets, testClient } from './harness.ts'

const PASSWORD = 'canary-PASSWORD.!x'
const JWT = 'eyJcanary.eyJjYW5hcnki.canary-JWT'
const REFRESH_TOKEN = 'canary-REFRESH-token'
const ECHO = `${PASSWORD} ${JWT} ${REFRESH_TOKEN}`
const ENVELOPE = {
  code: 15,
  codeDesc: `NCERRBadRequest: ${ECHO}`,
  message: ECHO,
  requestID: PASSWORD,
  [JWT]: ECHO,
}
const HEADERS = `x-echo: ${ECHO}\r\nlocation: https://elsewhere.test/?jwt=${JWT}\r\nset-cookie: ${JWT}\r\nretry-after: ${JWT}`

function reply(status: number, body: string, length = Buffer.byteLength(body)): string {
  return `HTTP/1.1 ${status} ${ECHO}\r\n${HEADERS}\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n${body}`
}

const LOGIN = reply(200, JSON.stringify({ jwt: JWT, duration: 300, refresh_token: REFRESH_TOKEN }))
const echoes: Record<string, string> = {
  'a 400': reply(400, JSON.stringify(ENVELOPE)),
  'a 401': reply(401, JSON.stringify(ENVELOPE)),
  'a 403': reply(403, JSON.stringify(ENVELOPE)),
  'a 404': reply(404, JSON.stringify(ENVELOPE)),
  'a 429': reply(429, JSON.stringify(ENVELOPE)),
  'a 503': reply(503, JSON.stringify(ENVELOPE)),
  'a redirect': reply(302, ECHO),
  HTML: reply(200, `<html>${ECHO}</html>`),
  'broken JSON': reply(200, `{"jwt": ${ECHO}`),
  'another shape': reply(200, JSON.stringify({ ...ENVELOPE, jwt: `${ECHO}\n` })),
  'a cut reply': reply(200, `{"echo": "${ECHO}`, 9_000),
  'something else than HTTP': `${ECHO}\r\n\r\n`,
  'a broken header': `HTTP/1.1 200 OK\r\n${ECHO}\r\n\r\n`,
}

/** Everything that leaves the client when each of its methods meets `echo`, at the login or after it. */
async function everythingToldOf(echo: string, atLogin: boolean): Promise<string> {
  await using server = await serveSockets((socket) => {
    socket.once('data', (head) => socket.end(head.includes('/auth/tokens') && !atLogin ? LOGIN : echo))
  })
  const { client, world } = testClient({
    url: server.url,
    account: passwordAccount('svc-cckm-bot', PASSWORD),
  })
  const results = await Promise.allSettled([
    client.prepare(),
    client.find({ by: 'uuid', id: KEY }),
    client.find({ by: 'alias', alias: 'alias/orders-prod' }),
    client.read(KEY),
    client.readRotation(KEY),
    client.aliases(),
    client.prepare().then(() => client.send({ operation: 'enable-auto-rotation' }, KEY)),
  ])
  const told = results.map((result) =>
    result.status === 'rejected' ? whole(result.reason) : whole(result.value),
  )
  return [...told, whole(world.lines), client.state()].join('\n')
}

function whole(value: unknown): string {
  const text = [JSON.stringify(value), inspect(value, { depth: 10, showHidden: true })]
  if (value instanceof CipherTrustFault)
    text.push(value.message, String(value.stack), JSON.stringify(value.fault))
  return text.join('\n')
}

describe('a password or token that comes back', () => {
  it.each(Object.keys(echoes))('in %s is told to nobody', async (what) => {
    const told = await everythingToldOf(echoes[what] ?? '', false)
    expect(told).toContain('CipherTrustFault')
    expect(told).not.toMatch(/canary|jYW5hcnki/i)
  })

  it.each(Object.keys(echoes))('in %s to the login is told to nobody', async (what) => {
    const told = await everythingToldOf(echoes[what] ?? '', true)
    expect(told).toContain('CipherTrustFault')
    expect(told).not.toMatch(/canary|jYW5hcnki/i)
  })
})
