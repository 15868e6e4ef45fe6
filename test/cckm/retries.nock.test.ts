import nock from 'nock'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readWithRetries } from '../../src/cckm/read-with-retries.ts'
import { faultOf, KEY, KEY_PATH, keyJson, ORIGIN, testClient, testWorld } from './harness.ts'
import { logins } from './logins.ts'

beforeAll(() => nock.disableNetConnect())
beforeEach(() => {
  logins()
})
afterEach(() => nock.cleanAll())

describe('a read', () => {
  it.each([429, 502, 503, 504])('is tried again after a %i', async (status) => {
    nock(ORIGIN).get(KEY_PATH).reply(status, '<html>').get(KEY_PATH).reply(200, keyJson())
    const { client, world } = testClient()
    expect((await client.read(KEY))?.id).toBe(KEY)
    expect(world.sleeps).toEqual([300])
  })

  it('is tried again after a connection that broke', async () => {
    nock(ORIGIN)
      .get(KEY_PATH)
      .replyWithError(Object.assign(new Error('gone'), { code: 'ECONNRESET' }))
    nock(ORIGIN).get(KEY_PATH).reply(200, keyJson())
    expect((await testClient().client.read(KEY))?.id).toBe(KEY)
  })

  it('is given up after three tries', async () => {
    nock(ORIGIN).get(KEY_PATH).times(4).reply(503, '<html>')
    const { client, world } = testClient()
    expect((await faultOf(client.read(KEY))).fault).toMatchObject({ kind: 'server_error', status: 503 })
    expect(world.sleeps).toEqual([300, 900])
    expect(world.lines.filter(({ fields }) => fields.path === KEY_PATH)).toHaveLength(3)
  })

  it.each(['2', 'Mon, 02 Mar 2026 10:00:02 GMT'])(
    'waits as long as Retry-After asks, %s',
    async (retryAfter) => {
      nock(ORIGIN)
        .get(KEY_PATH)
        .reply(429, '', { 'retry-after': retryAfter })
        .get(KEY_PATH)
        .reply(200, keyJson())
      const { client, world } = testClient()
      await client.read(KEY)
      expect(world.sleeps).toEqual([2_000])
    },
  )

  it('is given up at once when it may not be tried again in time', async () => {
    nock(ORIGIN).get(KEY_PATH).reply(429, '', { 'retry-after': '20' })
    const { client, world } = testClient()
    expect((await faultOf(client.read(KEY))).fault.kind).toBe('rate_limited')
    expect(world.sleeps).toEqual([])
  })

  it('has no more time than at first when the clock is set back by an hour', async () => {
    const world = testWorld()
    const given: number[] = []
    const attempt = async (leftMs: number) => {
      given.push(leftMs)
      world.pass(-3_600_000)
      return { status: 503, body: undefined }
    }
    await readWithRetries(attempt, world, 20_000)
    expect(given).toEqual([20_000, 20_000, 20_000])
  })

  it.each([400, 403, 500])('is not tried again after a %i', async (status) => {
    nock(ORIGIN).get(KEY_PATH).reply(status, { codeDesc: 'NCERRSomething' })
    const { client, world } = testClient()
    await faultOf(client.read(KEY))
    expect(world.sleeps).toEqual([])
  })
})
