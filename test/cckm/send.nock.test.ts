import nock from 'nock'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CipherTrustFault } from '../../src/core/fault.ts'
import { faultOf, KEY, KEY_PATH, keyJson, ORIGIN, preparedClient, testClient } from './harness.ts'
import { logins } from './logins.ts'

const ENABLE = `${KEY_PATH}/enable-auto-rotation`
const ON = keyJson({ aws_param: { KeyRotationEnabled: true } })

beforeAll(() => nock.disableNetConnect())
beforeEach(() => {
  logins()
})
afterEach(() => nock.cleanAll())

describe('send', () => {
  it('returns what CipherTrust says of the rotation', async () => {
    nock(ORIGIN).post(ENABLE).reply(200, ON)
    expect(await (await preparedClient()).client.send({ operation: 'enable-auto-rotation' }, KEY)).toEqual({
      rotation: { on: true },
      status: 200,
    })
  })

  it('returns a flag that is not as asked, for the caller to judge', async () => {
    nock(ORIGIN).post(`${KEY_PATH}/disable-auto-rotation`).reply(200, ON)
    expect(
      (await (await preparedClient()).client.send({ operation: 'disable-auto-rotation' }, KEY)).rotation.on,
    ).toBe(true)
  })

  it('keeps the id of the call where CipherTrust names one', async () => {
    nock(ORIGIN)
      .post(ENABLE)
      .reply(202, { ...ON, requestID: 'a1-b2' })
    const sent = await (await preparedClient()).client.send({ operation: 'enable-auto-rotation' }, KEY)
    expect(sent).toEqual({ rotation: { on: true }, status: 202, ciphertrustRequest: 'a1-b2' })
  })

  it('goes out with the token that was prepared, although it is older by now', async () => {
    nock(ORIGIN).post(ENABLE).matchHeader('authorization', 'Bearer token-1').reply(200, ON)
    const { client, world } = testClient()
    await client.prepare()
    world.pass(240_000)
    await client.prepare()
    world.pass(5_000)
    expect((await client.send({ operation: 'enable-auto-rotation' }, KEY)).rotation.on).toBe(true)
    expect(world.lines).toHaveLength(2)
  })

  it('sends the documented request: a bearer token, no body, no content type', async () => {
    const scope = nock(ORIGIN, { badheaders: ['content-type'] })
      .post(ENABLE, (body) => body === '')
      .matchHeader('authorization', 'Bearer token-1')
      .matchHeader('accept', 'application/json')
      .reply(200, ON)
    await (await preparedClient()).client.send({ operation: 'enable-auto-rotation' }, KEY)
    expect(scope.isDone()).toBe(true)
  })

  it.each([
    [200, '<html>sign in</html>'],
    [200, { id: KEY, aws_param: {} }],
    [200, { KeyRotationEnabled: true }],
    [200, { ...ON, id: '5f0c2f0e-6f5b-4b57-9d1b-1c2d3e4f5a61' }],
    [204, ''],
    [302, ''],
    [400, '<html>blocked</html>'],
  ])('cannot tell after %i %j', async (status, body) => {
    nock(ORIGIN).post(ENABLE).reply(status, body)
    const { fault } = await faultOf(
      (await preparedClient()).client.send({ operation: 'enable-auto-rotation' }, KEY),
    )
    expect(fault).toEqual({ kind: 'not_ciphertrust', outcome: 'unknown', status })
  })

  it.each([
    [429, { codeDesc: 'NCERRTooManyRequests' }],
    [502, '<html>'],
    [503, '<html>'],
    [500, { codeDesc: 'NCERRInternalServerError' }],
    [400, { codeDesc: 'NCERRBadRequest', message: 'DependencyTimeoutException: …' }],
  ])('is not repeated after %i %j', async (status, body) => {
    nock(ORIGIN).post(ENABLE).reply(status, body)
    const second = nock(ORIGIN).post(ENABLE).reply(200, ON)
    const { client, world } = await preparedClient()
    await faultOf(client.send({ operation: 'enable-auto-rotation' }, KEY))
    expect(second.isDone()).toBe(false)
    expect(world.sleeps).toEqual([])
  })

  it('asks for no token: without one it is not sent', async () => {
    nock.cleanAll()
    const { client, world } = testClient()
    const { fault } = await faultOf(client.send({ operation: 'enable-auto-rotation' }, KEY))
    expect(fault).toEqual({ kind: 'unauthorized', outcome: 'not_sent' })
    expect(world.lines).toEqual([])
  })

  it.each([
    [270_000, true],
    [270_001, false],
  ])('takes its token %i ms after it was given: %s', async (ms, sent) => {
    const scope = nock(ORIGIN).post(ENABLE).reply(200, ON)
    const { client, world } = await preparedClient()
    world.pass(ms)
    const fault = await client.send({ operation: 'enable-auto-rotation' }, KEY).then(() => null, faultIn)
    expect(fault).toEqual(sent ? null : { kind: 'unauthorized', outcome: 'not_sent' })
    expect([scope.isDone(), world.lines.length]).toEqual([sent, sent ? 2 : 1])
  })

  it('is not sent with a token that a read found refused, until another is prepared', async () => {
    nock(ORIGIN).get(KEY_PATH).reply(401, {})
    const { client } = await preparedClient()
    nock(ORIGIN).post('/api/v1/auth/tokens').reply(502, '<html>')
    await faultOf(client.read(KEY))
    expect((await faultOf(client.send({ operation: 'enable-auto-rotation' }, KEY))).fault.kind).toBe(
      'unauthorized',
    )
    logins()
    nock(ORIGIN).post(ENABLE).reply(200, ON)
    await client.prepare()
    expect((await client.send({ operation: 'enable-auto-rotation' }, KEY)).rotation.on).toBe(true)
  })
})

describe('prepare', () => {
  it.each([
    [34, 'unauthorized'],
    [35, 'ready'],
    [59, 'ready'],
  ])('with a new token of %i s logs in once and is %s', async (duration, end) => {
    nock.cleanAll()
    let count = 0
    nock(ORIGIN)
      .post('/api/v1/auth/tokens')
      .times(9)
      .reply(200, () => {
        count += 1
        return { jwt: 'token', duration }
      })
    const { client } = testClient()
    const ended = await client.prepare().then(
      () => 'ready',
      (error: unknown) => faultIn(error).kind,
    )
    expect([ended, count]).toEqual([end, 1])
  })
})

function faultIn(error: unknown) {
  if (error instanceof CipherTrustFault) return error.fault
  throw error
}
