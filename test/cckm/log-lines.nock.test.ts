import nock from 'nock'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { faultOf, KEY, KEY_PATH, keyJson, ORIGIN, pageOf, TOKENS, testClient } from './harness.ts'
import { logins } from './logins.ts'

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())

describe('the log', () => {
  it('has one line for every call', async () => {
    logins()
    nock(ORIGIN).get(KEY_PATH).reply(200, keyJson())
    nock(ORIGIN).get('/api/v1/cckm/aws/keys').query(true).reply(200, pageOf([]))
    nock(ORIGIN)
      .post(`${KEY_PATH}/enable-auto-rotation`)
      .reply(500, { codeDesc: 'NCERRInternal', requestID: 'q-1' })
    const { client, world } = testClient()
    await client.read(KEY)
    await client.aliases()
    await faultOf(client.send({ operation: 'enable-auto-rotation' }, KEY))
    const enable = { method: 'POST', path: `${KEY_PATH}/enable-auto-rotation`, status: 500, ms: 0 }
    expect(world.lines.map(({ level, fields }) => [level, fields])).toEqual([
      ['info', { method: 'POST', path: TOKENS, status: 200, ms: 0 }],
      ['debug', { method: 'GET', path: KEY_PATH, status: 200, ms: 0 }],
      ['debug', { method: 'GET', path: '/api/v1/cckm/aws/keys?limit=100&skip=0', status: 200, ms: 0 }],
      ['info', { ...enable, ciphertrustRequest: 'q-1' }],
    ])
  })

  it('has the status of rotation, which writes nothing, at debug', async () => {
    logins()
    nock(ORIGIN).post(`${KEY_PATH}/get-key-rotation-status`).reply(200, { KeyRotationEnabled: true })
    const { client, world } = testClient()
    await client.readRotation(KEY)
    expect(world.lines.map(({ level }) => level)).toEqual(['info', 'debug'])
  })

  it('names the fault and its code where no reply came', async () => {
    nock(ORIGIN)
      .post(TOKENS)
      .replyWithError(Object.assign(new Error('a secret'), { code: 'ECONNRESET' }))
    const { client, world } = testClient()
    await faultOf(client.prepare())
    const fields = { method: 'POST', path: TOKENS, fault: 'hung_up', cause: 'ECONNRESET', ms: 0 }
    expect(world.lines).toEqual([{ level: 'info', fields, message: 'called CipherTrust' }])
  })

  it('warns once where certificates are not verified', () => {
    const { world } = testClient({ insecureSkipTlsVerify: true })
    expect(world.lines.map(({ level }) => level)).toEqual(['warn'])
  })

  it('does not warn otherwise', () => {
    expect(testClient().world.lines).toEqual([])
  })
})

describe('state', () => {
  it('is unknown before any call', () => {
    expect(testClient().client.state()).toBe('unknown')
  })

  it.each([
    ['ok', 200, keyJson()],
    ['ok', 404, { codeDesc: 'NCERRResourceNotFound' }],
    ['ok', 409, { codeDesc: 'NCERRConflict' }],
    ['ok', 403, { codeDesc: 'NCERRInsufficientPermissions' }],
    ['failing', 403, { codeDesc: 'NCERRInsufficientPermissions: License not installed yet' }],
    ['failing', 500, { codeDesc: 'NCERRInternalServerError' }],
    ['failing', 200, '<html>'],
  ])('is %s after %i %j', async (state, status, body) => {
    logins()
    nock(ORIGIN).get(KEY_PATH).reply(status, body)
    const { client } = testClient()
    await client.read(KEY).catch(() => null)
    expect(client.state()).toBe(state)
  })

  it('is failing after a refused login, and ok again after the next answer', async () => {
    nock(ORIGIN).post(TOKENS).reply(401, {})
    const { client, world } = testClient()
    await faultOf(client.prepare())
    const before = client.state()
    world.pass(60_000)
    logins()
    await client.prepare()
    expect([before, client.state()]).toEqual(['failing', 'ok'])
  })
})
