import nock from 'nock'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faultOf, KEY, KEY_PATH, keyJson, ORIGIN, testClient } from './harness.ts'
import { logins } from './logins.ts'

const STATUS = `${KEY_PATH}/get-key-rotation-status`
const HIDDEN = { code: 16, codeDesc: 'NCERRResourceNotFound: Resource not found' }

beforeAll(() => nock.disableNetConnect())
beforeEach(() => {
  logins()
})
afterEach(() => nock.cleanAll())

describe('read', () => {
  it('returns null for a key the account cannot see', async () => {
    nock(ORIGIN).get(KEY_PATH).reply(404, HIDDEN)
    expect(await testClient().client.read(KEY)).toBeNull()
  })

  it.each([
    [404, '<html>no such page</html>', 'not_ciphertrust'],
    [200, '<html>sign in</html>', 'not_ciphertrust'],
    [200, {}, 'not_ciphertrust'],
    [204, '', 'not_ciphertrust'],
    [302, '', 'not_ciphertrust'],
    [
      403,
      { codeDesc: 'NCERRInsufficientPermissions: License not installed yet for feature CCKM' },
      'licence',
    ],
  ])('throws on %i %j', async (status, body, kind) => {
    nock(ORIGIN).get(KEY_PATH).reply(status, body)
    expect((await faultOf(testClient().client.read(KEY))).fault).toMatchObject({ kind, status })
  })

  it('throws on a reply of more than 2 MiB', async () => {
    nock(ORIGIN)
      .get(KEY_PATH)
      .reply(200, { ...keyJson(), Policy: 'x'.repeat(2 * 1024 * 1024) })
    expect((await faultOf(testClient().client.read(KEY))).fault.kind).toBe('not_ciphertrust')
  })
})

describe('readRotation', () => {
  it.each([
    [{ KeyRotationEnabled: true }, { on: true }],
    [
      { KeyId: 'x', KeyRotationEnabled: true, RotationPeriodInDays: 365 },
      { on: true, periodDays: 365 },
    ],
    [keyJson(), { on: false }],
  ])('reads the status %j', async (body, rotation) => {
    nock(ORIGIN).post(STATUS).reply(200, body)
    expect(await testClient().client.readRotation(KEY)).toEqual(rotation)
  })

  it('sends no body and no content type', async () => {
    const scope = nock(ORIGIN, { badheaders: ['content-type'] })
      .post(STATUS, (body) => body === '')
      .matchHeader('accept', 'application/json')
      .reply(200, { KeyRotationEnabled: true })
    await testClient().client.readRotation(KEY)
    expect(scope.isDone()).toBe(true)
  })

  it.each([
    [404, HIDDEN],
    [404, '<html>'],
    [405, ''],
    [
      400,
      {
        code: 15,
        codeDesc: 'NCERRBadRequest: Bad HTTP request',
        message: 'UnsupportedOperationException: …',
      },
    ],
    [403, { codeDesc: 'NCERRInsufficientPermissions: …' }],
    [200, '<html>'],
    [200, { KeyRotationEnabled: 'yes' }],
    [200, {}],
    [204, ''],
  ])('reads the key where the status is %i %j', async (status, body) => {
    nock(ORIGIN).post(STATUS).reply(status, body)
    nock(ORIGIN)
      .get(KEY_PATH)
      .reply(200, keyJson({ aws_param: { KeyRotationEnabled: true } }))
    expect(await testClient().client.readRotation(KEY)).toEqual({ on: true })
  })

  it('throws when neither the status nor the key is visible', async () => {
    nock(ORIGIN).post(STATUS).reply(404, HIDDEN).get(KEY_PATH).reply(404, HIDDEN)
    expect((await faultOf(testClient().client.readRotation(KEY))).fault.kind).toBe('not_found')
  })

  it('throws when neither the status nor the key names the flag', async () => {
    nock(ORIGIN).post(STATUS).reply(200, {})
    nock(ORIGIN)
      .get(KEY_PATH)
      .reply(200, keyJson({ aws_param: { KeyRotationEnabled: undefined } }))
    expect((await faultOf(testClient().client.readRotation(KEY))).fault.kind).toBe('not_ciphertrust')
  })

  it('throws on a 500 instead of asking the copy', async () => {
    nock(ORIGIN).post(STATUS).reply(500, { code: 14, codeDesc: 'NCERRInternalServerError' })
    expect((await faultOf(testClient().client.readRotation(KEY))).fault.kind).toBe('server_error')
  })
})
