import nock from 'nock'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faultOf, keyJson, ORIGIN, pageOf, testClient } from './harness.ts'
import { logins } from './logins.ts'

const KEYS = '/api/v1/cckm/aws/keys'

beforeAll(() => nock.disableNetConnect())
beforeEach(() => {
  logins()
})
afterEach(() => nock.cleanAll())

function idOf(n: number): string {
  return `5f0c2f0e-6f5b-4b57-9d1b-${String(n).padStart(12, '0')}`
}

function rows(from: number, count: number) {
  return Array.from({ length: count }, (_, n) => keyJson({ id: idOf(from + n) }))
}

describe('list', () => {
  it('asks in the Region that is named', async () => {
    nock(ORIGIN)
      .get(KEYS)
      .query({ region: 'eu-west-1', limit: 100, skip: 0 })
      .reply(200, pageOf([keyJson()]))
    const { keys, cut } = await testClient().client.list({ region: 'eu-west-1' })
    expect([keys.length, cut]).toEqual([1, false])
  })

  it('reads page after page until it has them all', async () => {
    for (const [skip, count] of [
      [0, 100],
      [100, 100],
      [200, 30],
    ] as const)
      nock(ORIGIN)
        .get(KEYS)
        .query({ limit: 100, skip })
        .reply(200, { skip, limit: 100, total: 230, resources: rows(skip, count) })
    const { keys, cut } = await testClient().client.list({})
    expect(new Set(keys.map(({ id }) => id)).size).toBe(230)
    expect(cut).toBe(false)
  })

  it('leaves out what is no key, and says that something is missing', async () => {
    nock(ORIGIN)
      .get(KEYS)
      .query(true)
      .reply(200, pageOf([keyJson(), { id: 'no key' }, keyJson({ id: idOf(1) })]))
    const { keys, cut } = await testClient().client.list({})
    expect([keys.length, cut]).toEqual([2, true])
  })

  it('stops at 5,000 keys, and says that there are more', async () => {
    const page = { skip: 0, limit: 100, total: 5_001, resources: rows(0, 100) }
    nock(ORIGIN).get(KEYS).query(true).times(50).reply(200, page)
    const { keys, cut } = await testClient().client.list({})
    expect([keys.length, cut]).toEqual([5_000, true])
    expect(nock.isDone()).toBe(true)
  })

  it('says what CipherTrust says', async () => {
    nock(ORIGIN).get(KEYS).query(true).reply(403, { code: 9, codeDesc: 'NCERRForbidden' })
    expect((await faultOf(testClient().client.list({}))).fault.kind).toBe('forbidden')
  })
})
