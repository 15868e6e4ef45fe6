import { json } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Account, CipherTrustConfig } from '../../src/cckm/cipher-trust-config.ts'
import { answerJson, faultOf, KEY, keyJson, serve, TOKENS, testClient } from './harness.ts'

// Plain HTTP never shows them.
const CLIENT: Account = { auth: 'certificate', clientId: 'client-1', certPem: '', keyPem: '' }
const REFUSED = { code: 5, codeDesc: 'NCERRUnauthorizedAccess' }

type Answer = readonly [status: number, body: object]

const first: Answer = [200, { jwt: 'token-1', duration: 300, refresh_token: 'opaque' }]
const second: Answer = [200, { jwt: 'token-2', duration: 300, refresh_token: 'opaque' }]

/** A server that answers logins in turn, and reads where the token is the last one it gave; a client of it. */
async function granting(answers: readonly Answer[], more: Partial<CipherTrustConfig> = {}) {
  const sent: Record<string, unknown>[] = []
  const server = await serve(async (request, response) => {
    if (request.url !== TOKENS) {
      const good = request.headers.authorization === `Bearer token-${answers.length}`
      answerJson(response, good ? 200 : 401, good ? keyJson() : REFUSED)
      return
    }
    const [status, body] = answers[sent.length] ?? [500, {}]
    sent.push((await json(request)) as Record<string, unknown>)
    answerJson(response, status, body)
  })
  const { client, world } = testClient({ url: server.url, ...more })
  return {
    sent,
    client,
    async prepareTwice() {
      await client.prepare()
      world.pass(250_000)
      await client.prepare()
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

describe('the password account', () => {
  it('sends its password once and then the refresh token', async () => {
    await using logins = await granting([first, second])
    await logins.prepareTwice()
    expect(logins.sent).toEqual([
      { grant_type: 'password', username: 'svc-cckm-bot', password: 'correct-horse' },
      { grant_type: 'refresh_token', refresh_token: 'opaque' },
    ])
  })

  it('names its domains at the login, and the one it acts in again at the refresh', async () => {
    await using logins = await granting([first, second], { domain: 'payments', authDomain: 'root' })
    await logins.prepareTwice()
    expect(logins.sent).toMatchObject([
      { domain: 'payments', auth_domain: 'root' },
      { grant_type: 'refresh_token', refresh_token: 'opaque', domain: 'payments' },
    ])
    expect(logins.sent[1]).not.toHaveProperty('auth_domain')
  })

  it.each(['Invalid token', 'Token has been revoked'])(
    'goes back to its password once when CipherTrust answers %s',
    async (message) => {
      await using logins = await granting([first, [401, { ...REFUSED, message }], second])
      await logins.prepareTwice()
      expect(logins.sent.map(({ grant_type }) => grant_type)).toEqual([
        'password',
        'refresh_token',
        'password',
      ])
    },
  )

  it.each([null, '', 7, 'x'.repeat(9_000)])('logs in again where the refresh token is %j', async (odd) => {
    await using logins = await granting([
      [200, { jwt: 'token-1', duration: 300, refresh_token: odd }],
      second,
    ])
    await logins.prepareTwice()
    expect(logins.sent.map(({ grant_type }) => grant_type)).toEqual(['password', 'password'])
  })
})

describe('the client with a certificate', () => {
  const grant: Answer = [200, { jwt: 'token-1', duration: 300 }]

  it('sends its id, and again when the token ends', async () => {
    const fields = { account: CLIENT, domain: 'payments', authDomain: 'root' }
    await using logins = await granting([grant, grant], fields)
    await logins.prepareTwice()
    const login = { grant_type: 'client_credential', client_id: 'client-1', domain: 'payments' }
    expect(logins.sent).toEqual([login, login])
  })

  it('goes by its id where the token names no account', async () => {
    await using logins = await granting([grant], { account: CLIENT })
    expect(await logins.client.prepare()).toBe('client-1')
  })

  it('asks once where its login is refused', async () => {
    const refused: Answer = [401, { ...REFUSED, message: 'Invalid Client' }]
    await using logins = await granting([refused, refused], { account: CLIENT })
    const faults = [await faultOf(logins.client.prepare()), await faultOf(logins.client.prepare())]
    expect(faults.map(({ fault }) => fault.kind)).toEqual(['login_refused', 'login_refused'])
    expect(logins.sent).toHaveLength(1)
  })
})

describe('a token that ends during a call', () => {
  it('is renewed once, by the refresh token', async () => {
    await using logins = await granting([first, second])
    expect((await logins.client.read(KEY))?.id).toBe(KEY)
    expect(logins.sent.map(({ grant_type }) => grant_type)).toEqual(['password', 'refresh_token'])
  })

  it('is not renewed a second time where the new one is refused as well', async () => {
    await using logins = await granting([first, second, first])
    expect((await faultOf(logins.client.read(KEY))).fault.kind).toBe('unauthorized')
    expect(logins.sent).toHaveLength(2)
  })
})
