import { readFileSync } from 'node:fs'
import { Agent, type RequestOptions, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { generate } from 'selfsigned'
import { describe, expect, it } from 'vitest'
import { type RunningCipherTrust, startCipherTrust } from '../../../simulators/ciphertrust/start.ts'

/** A client as the vendor's examples have it: one HTTPS request at a time, and nothing of ours in between. */
function curl(url: string, options: RequestOptions, body?: object): Promise<[number | undefined, string]> {
  return new Promise((resolve, reject) => {
    const call = request(url, options, (reply) => {
      text(reply).then((read) => resolve([reply.statusCode, read]), reject)
    })
    call.on('error', reject)
    call.end(body && JSON.stringify(body))
  })
}

async function start() {
  const server = await startCipherTrust({ tls: 'valid' })
  const ca = readFileSync(server.caFile ?? '')
  return { server, ca, api: `${server.url}/api/v1`, [Symbol.asyncDispose]: server.close }
}

function ownCertificate({ clientCertFile = '', clientKeyFile = '' }: RunningCipherTrust) {
  return { cert: readFileSync(clientCertFile), key: readFileSync(clientKeyFile) }
}

describe('a client that is written differently', () => {
  it('logs in with a password, finds the documented key, switches its rotation on and reads it back', async () => {
    await using simulated = await start()
    const { ca, api, server } = simulated
    const login = { grant_type: 'password', username: server.username, password: server.password }
    const json = { 'content-type': 'application/json' }
    const [status, granted] = await curl(`${api}/auth/tokens`, { method: 'POST', ca, headers: json }, login)
    const headers = { authorization: `Bearer ${JSON.parse(granted).jwt}`, accept: 'application/json' }
    const [, listed] = await curl(`${api}/cckm/aws/keys?alias=aws-test-key`, { ca, headers })
    const { id } = JSON.parse(listed).resources[0]
    const key = `${api}/cckm/aws/keys/${id}`
    const [written, enabled] = await curl(`${key}/enable-auto-rotation`, { method: 'POST', ca, headers })
    const [, read] = await curl(key, { ca, headers })
    expect([status, written]).toEqual([200, 200])
    expect(id).toBe('baf58871-2503-4d13-a84a-339aeb8fdfaf')
    expect(JSON.parse(enabled).aws_param.KeyRotationEnabled).toBe(true)
    expect(JSON.parse(read)).toEqual(JSON.parse(enabled))
  })

  it('logs in with a client certificate, without a refresh token', async () => {
    await using simulated = await start()
    const { ca, api, server } = simulated
    const login = { grant_type: 'client_credential', client_id: server.clientId }
    const [status, granted] = await curl(
      `${api}/auth/tokens`,
      { method: 'POST', ca, ...ownCertificate(server) },
      login,
    )
    const { jwt, ...rest } = JSON.parse(granted)
    expect([status, rest]).toEqual([200, { duration: 300, token_type: 'Bearer', client_id: server.clientId }])
    const [read] = await curl(`${api}/system/info`, { ca, headers: { authorization: `Bearer ${jwt}` } })
    expect(read).toBe(200)
  })

  it('logs in with its certificate again over a resumed session', async () => {
    await using simulated = await start()
    const { ca, api, server } = simulated
    const agent = new Agent({ ca, ...ownCertificate(server), keepAlive: false })
    const login = { grant_type: 'client_credential', client_id: server.clientId }
    const statuses: unknown[] = []
    for (let n = 0; n < 3; n += 1)
      statuses.push((await curl(`${api}/auth/tokens`, { method: 'POST', agent }, login))[0])
    expect(statuses).toEqual([200, 200, 200])
  })

  it.each(['no certificate', 'a strange certificate', 'another id'])('is refused with %s', async (which) => {
    await using simulated = await start()
    const { ca, api, server } = simulated
    const strange = await generate([{ name: 'commonName', value: 'cckm-bot' }], { algorithm: 'sha256' })
    const certificates: Record<string, object> = {
      'no certificate': {},
      'a strange certificate': { cert: strange.cert, key: strange.private },
      'another id': ownCertificate(server),
    }
    const client_id = which === 'another id' ? 'somebody' : server.clientId
    const [status, body] = await curl(
      `${api}/auth/tokens`,
      { method: 'POST', ca, ...certificates[which] },
      { grant_type: 'client_credential', client_id },
    )
    expect([status, JSON.parse(body).message]).toEqual([401, 'Invalid Client'])
  })
})
