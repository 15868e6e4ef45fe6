import nock from 'nock'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faultOf, KEY, keyJson, ORIGIN, pageOf, testClient } from './harness.ts'
import { logins } from './logins.ts'

const KEYS = '/api/v1/cckm/aws/keys'
const AWS_KEY_ID = '1b2f6c1e-0c7f-4b0e-9a51-0f4c2a7d9e11'
const TWIN = '5f0c2f0e-6f5b-4b57-9d1b-1c2d3e4f5a61'

beforeAll(() => nock.disableNetConnect())
beforeEach(() => {
  logins()
})
afterEach(() => nock.cleanAll())

describe('find in a list longer than 1,000 rows', () => {
  const alias = { by: 'alias', alias: 'alias/orders-prod' } as const
  const place = { region: 'eu-west-1', account: '123456789012' }
  const other = keyJson({ aws_param: { Alias: null } })

  /** As a CipherTrust that ignores the filter; it has `total` rows, or does not say how many. */
  function answerPages(first: readonly unknown[], { total, times = 10 }: { total?: number; times?: number }) {
    const page = (rows: readonly unknown[]) => {
      const resources = [...rows, ...Array.from({ length: 100 - rows.length }, () => other)]
      return { skip: 0, limit: 100, resources, ...(total === undefined ? {} : { total }) }
    }
    nock(ORIGIN).get(KEYS).query(true).reply(200, page(first))
    nock(ORIGIN)
      .get(KEYS)
      .query(true)
      .times(times - 1)
      .reply(200, page([]))
  }

  const twins = [keyJson(), keyJson({ id: TWIN, region: 'us-east-1' })]

  it.each([
    ['one match', [keyJson()], {}],
    ['one match, and the Region alone,', [keyJson()], { region: place.region }],
    ['one match, and the account alone,', [keyJson()], { account: place.account }],
    ['the same match on two rows', [keyJson(), keyJson()], {}],
    ['no match', [], {}],
    ['no match in its Region and account', [], place],
  ])('does not answer with %s', async (_, rows, where) => {
    answerPages(rows, { total: 1_001, times: 20 })
    const { client } = testClient()
    const { fault } = await faultOf(client.find({ ...alias, ...where }))
    expect(fault).toEqual({ kind: 'too_many_keys', outcome: 'not_done' })
    expect(client.state()).toBe('ok')
  })

  it('does not answer with one match where CipherTrust does not say how many rows there are', async () => {
    answerPages([keyJson()], { times: 20 })
    expect((await faultOf(testClient().client.find(alias))).fault.kind).toBe('too_many_keys')
  })

  it('does not answer with one match of an AWS key id', async () => {
    answerPages([keyJson()], { total: 1_001 })
    const { fault } = await faultOf(testClient().client.find({ by: 'awsKeyId', id: AWS_KEY_ID }))
    expect(fault.kind).toBe('too_many_keys')
  })

  it('answers with two matches, of which nobody can pick one', async () => {
    answerPages(twins, { total: 1_001 })
    expect(await testClient().client.find(alias)).toHaveLength(2)
  })

  it('answers with the one match in a Region and account', async () => {
    answerPages(twins, { total: 1_001 })
    expect((await testClient().client.find({ ...alias, ...place })).map(({ id }) => id)).toEqual([KEY])
  })

  it('answers with one match of a whole list that is as long as is read', async () => {
    answerPages([keyJson()], { total: 1_000 })
    expect((await testClient().client.find(alias)).map(({ id }) => id)).toEqual([KEY])
  })

  it('answers with what the full name finds in a short list', async () => {
    answerPages([keyJson()], { total: 1_001 })
    nock(ORIGIN)
      .get(KEYS)
      .query({ alias: 'alias/orders-prod', limit: 100, skip: 0 })
      .reply(200, pageOf([keyJson()]))
    expect((await testClient().client.find(alias)).map(({ id }) => id)).toEqual([KEY])
  })

  it('does not answer with one match where CipherTrust counts more rows than it gives', async () => {
    nock(ORIGIN)
      .get(KEYS)
      .query(true)
      .times(4)
      .reply(200, ({ url }: Request) => pageOf(/skip=0/.test(url) ? [keyJson()] : [], 2))
    expect((await faultOf(testClient().client.find(alias))).fault.kind).toBe('too_many_keys')
  })
})
