import nock from 'nock'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { faultOf, jwtOf, KEY, KEY_PATH, keyJson, ORIGIN, TOKENS, testClient } from './harness.ts'
import { logins } from './logins.ts'

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())

const WRONG = {
  code: 5,
  codeDesc: 'NCERRUnauthorizedAccess',
  message: 'Wrong username or password.',
  requestID: 'r-1',
}

describe('login', () => {
  it('sends the password grant', async () => {
    const scope = nock(ORIGIN, { badheaders: ['authorization'] })
      .post(TOKENS, { grant_type: 'password', username: 'svc-cckm-bot', password: 'correct-horse' })
      .matchHeader('content-type', 'application/json')
      .reply(200, { jwt: 'token', duration: 300 })
    await testClient().client.prepare()
    expect(scope.isDone()).toBe(true)
  })

  it('names the domains it is configured with', async () => {
    const scope = nock(ORIGIN)
      .post(TOKENS, (body) => body.domain === 'payments' && body.auth_domain === 'root')
      .reply(200, { jwt: 'token', duration: 300 })
    await testClient({ domain: 'payments', authDomain: 'root' }).client.prepare()
    expect(scope.isDone()).toBe(true)
  })

  it('sends the tenant path instead of the domain of the account', async () => {
    const scope = nock(ORIGIN)
      .post(TOKENS, (body) => body.auth_domain_path === '/acme/eng' && !('auth_domain' in body))
      .reply(200, { jwt: 'token', duration: 300 })
    await testClient({ authDomain: 'root', authDomainPath: '/acme/eng' }).client.prepare()
    expect(scope.isDone()).toBe(true)
  })

  it('returns the account the token stands for', async () => {
    nock(ORIGIN)
      .post(TOKENS)
      .reply(200, { jwt: jwtOf({ sub: 'local|a67c3748' }), duration: 300 })
    expect(await testClient().client.prepare()).toBe('local|a67c3748')
  })

  it.each(['opaque', 'a.b.c', jwtOf({ iss: 'kylo' })])(
    'returns the username where the token %s names no account',
    async (jwt) => {
      nock(ORIGIN).post(TOKENS).reply(200, { jwt, duration: 300 })
      expect(await testClient().client.prepare()).toBe('svc-cckm-bot')
    },
  )

  it('logs in once for 50 calls at a time', async () => {
    let count = 0
    nock(ORIGIN)
      .post(TOKENS)
      .times(50)
      .reply(200, () => {
        count += 1
        return { jwt: 'token', duration: 300 }
      })
    nock(ORIGIN).get(KEY_PATH).times(50).reply(200, keyJson())
    const { client } = testClient()
    await Promise.all(Array.from({ length: 50 }, () => client.read(KEY)))
    expect(count).toBe(1)
  })

  it('logs in again before a call that finds less than 60 s left', async () => {
    const scope = logins(2)
    const { client, world } = testClient()
    await client.prepare()
    world.pass(241_000)
    await client.prepare()
    expect(scope.isDone()).toBe(true)
  })

  it('takes a login without a duration to last five minutes', async () => {
    nock(ORIGIN).post(TOKENS).reply(200, { jwt: 'token' })
    const { client, world } = testClient()
    await client.prepare()
    world.pass(239_000)
    expect(await client.prepare()).toBe('svc-cckm-bot')
  })

  it.each([
    [401, WRONG, 'login_refused'],
    [401, { ...WRONG, message: 'Invalid Client' }, 'login_refused'],
    [401, { ...WRONG, message: 'User account is locked.' }, 'login_refused'],
    [401, { error: 'from a proxy' }, 'login_refused'],
    [400, { codeDesc: 'NCERRInvalidParamValue: domain' }, 'login_refused'],
    [403, { codeDesc: 'NCERRInsufficientPermissions: License not installed yet for feature X' }, 'licence'],
    [404, '<html>', 'not_ciphertrust'],
    [429, { codeDesc: 'NCERRTooManyRequests' }, 'rate_limited'],
    [502, '<html>booting</html>', 'server_error'],
    [200, '<html>portal</html>', 'not_ciphertrust'],
    [200, { token: 'x' }, 'not_ciphertrust'],
    [200, { jwt: 'two\r\nlines', duration: 300 }, 'not_ciphertrust'],
  ])('reads %i %j as %s, and the write was not sent', async (status, body, kind) => {
    nock(ORIGIN).post(TOKENS).reply(status, body)
    const { fault } = await faultOf(testClient().client.prepare())
    expect(fault).toMatchObject({ kind, outcome: 'not_sent', status })
  })

  it('is not tried again for a minute after a 401', async () => {
    const refused = nock(ORIGIN).post(TOKENS).reply(401, WRONG)
    const { client, world } = testClient()
    await faultOf(client.prepare())
    const again = logins()
    world.pass(59_000)
    expect((await faultOf(client.read(KEY))).fault.kind).toBe('login_refused')
    expect([refused.isDone(), again.isDone()]).toEqual([true, false])
  })

  it('is tried again at once after a 502', async () => {
    nock(ORIGIN).post(TOKENS).reply(502, '<html>booting</html>')
    logins()
    const { client } = testClient()
    await faultOf(client.prepare())
    expect(await client.prepare()).toBe('svc-cckm-bot')
  })
})

describe('a 401 of an API call', () => {
  const EXPIRED = { message: 'Unauthorized: Bearer token malformed: Token is expired by 50s' }

  it('brings a read a new token and one more try', async () => {
    logins(2)
    nock(ORIGIN).get(KEY_PATH).matchHeader('authorization', 'Bearer token-1').reply(401, EXPIRED)
    nock(ORIGIN).get(KEY_PATH).matchHeader('authorization', 'Bearer token-2').reply(200, keyJson())
    expect((await testClient().client.read(KEY))?.id).toBe(KEY)
  })

  it('ends a read that is refused twice', async () => {
    logins(2)
    nock(ORIGIN).get(KEY_PATH).twice().reply(401, EXPIRED)
    expect((await faultOf(testClient().client.read(KEY))).fault.kind).toBe('unauthorized')
  })

  it('ends a write unsent, and the next one has a new token', async () => {
    logins(2)
    const path = `${KEY_PATH}/enable-auto-rotation`
    const on = keyJson({ aws_param: { KeyRotationEnabled: true } })
    nock(ORIGIN).post(path).matchHeader('authorization', 'Bearer token-1').reply(401, EXPIRED)
    nock(ORIGIN).post(path).matchHeader('authorization', 'Bearer token-2').reply(200, on)
    const { client } = testClient()
    await client.prepare()
    const { fault } = await faultOf(client.send({ operation: 'enable-auto-rotation' }, KEY))
    expect(fault).toEqual({ kind: 'unauthorized', outcome: 'not_sent', status: 401 })
    await client.prepare()
    expect((await client.send({ operation: 'enable-auto-rotation' }, KEY)).rotation.on).toBe(true)
  })

  it('brings the status of rotation a new token too', async () => {
    logins(2)
    const path = `${KEY_PATH}/get-key-rotation-status`
    nock(ORIGIN).post(path).reply(401, EXPIRED).post(path).reply(200, { KeyRotationEnabled: true })
    expect(await testClient().client.readRotation(KEY)).toEqual({ on: true })
  })
})
