import nock from 'nock'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faultOf, KEY, KEY_PATH, keyJson, ORIGIN, pageOf, testClient } from './harness.ts'
import { logins } from './logins.ts'

const KEYS = '/api/v1/cckm/aws/keys'
const AWS_KEY_ID = '1b2f6c1e-0c7f-4b0e-9a51-0f4c2a7d9e11'
const MRK = 'mrk-1234abcd12ab34cd56ef1234567890ab'
const HIDDEN = { code: 16, codeDesc: 'NCERRResourceNotFound: Resource not found' }

beforeAll(() => nock.disableNetConnect())
beforeEach(() => {
  logins()
})
afterEach(() => nock.cleanAll())

function replicaIn(region: string, id: string) {
  return keyJson({
    id,
    region,
    aws_param: { KeyID: MRK, Arn: `arn:aws:kms:${region}:123456789012:key/${MRK}` },
  })
}

function idOf(n: number): string {
  return `5f0c2f0e-6f5b-4b57-9d1b-${String(n).padStart(12, '0')}`
}

describe('find by UUID', () => {
  it('reads the key of that CipherTrust id', async () => {
    nock(ORIGIN).get(KEY_PATH).reply(200, keyJson())
    expect((await testClient().client.find({ by: 'uuid', id: KEY })).map(({ id }) => id)).toEqual([KEY])
  })

  it('looks for the AWS key id where CipherTrust has no such id', async () => {
    nock(ORIGIN).get(`${KEYS}/${AWS_KEY_ID}`).reply(404, HIDDEN)
    nock(ORIGIN)
      .get(KEYS)
      .query({ keyid: AWS_KEY_ID, limit: 100, skip: 0 })
      .reply(200, pageOf([keyJson()]))
    expect((await testClient().client.find({ by: 'uuid', id: AWS_KEY_ID })).map(({ id }) => id)).toEqual([
      KEY,
    ])
  })

  it('finds nothing where CipherTrust writes its empty list as null', async () => {
    nock(ORIGIN).get(`${KEYS}/${AWS_KEY_ID}`).reply(404, HIDDEN)
    nock(ORIGIN).get(KEYS).query(true).reply(200, pageOf(null))
    expect(await testClient().client.find({ by: 'uuid', id: AWS_KEY_ID })).toEqual([])
  })

  it('ends with the fault of the first look, not with an empty answer', async () => {
    nock(ORIGIN).get(KEY_PATH).reply(500, { code: 14, codeDesc: 'NCERRInternalServerError' })
    const { fault } = await faultOf(testClient().client.find({ by: 'uuid', id: KEY }))
    expect(fault.kind).toBe('server_error')
  })
})

describe('find by AWS key id', () => {
  it('asks in the Region when it is known', async () => {
    const query = { keyid: MRK, region: 'us-east-1', limit: 100, skip: 0 }
    nock(ORIGIN)
      .get(KEYS)
      .query(query)
      .reply(200, pageOf([replicaIn('us-east-1', KEY)]))
    const found = await testClient().client.find({ by: 'awsKeyId', id: MRK, region: 'us-east-1' })
    expect(found.map(({ region }) => region)).toEqual(['us-east-1'])
  })

  it('finds a multi-Region key in each of its Regions', async () => {
    const both = [replicaIn('eu-west-1', KEY), replicaIn('us-east-1', '5f0c2f0e-6f5b-4b57-9d1b-1c2d3e4f5a61')]
    nock(ORIGIN).get(KEYS).query(true).reply(200, pageOf(both))
    const found = await testClient().client.find({ by: 'awsKeyId', id: MRK })
    expect(found.map(({ region }) => region)).toEqual(['eu-west-1', 'us-east-1'])
  })

  it.each([
    ['another Region', { region: 'us-east-1' }],
    ['another account', { account: '999999999999' }],
  ])('leaves out a key in %s although CipherTrust lists it', async (_, place) => {
    nock(ORIGIN)
      .get(KEYS)
      .query(true)
      .reply(200, pageOf([keyJson()]))
    expect(await testClient().client.find({ by: 'awsKeyId', id: AWS_KEY_ID, ...place })).toEqual([])
  })

  it('leaves out a key of another AWS key id although CipherTrust lists it', async () => {
    nock(ORIGIN)
      .get(KEYS)
      .query(true)
      .reply(200, pageOf([keyJson()]))
    expect(await testClient().client.find({ by: 'awsKeyId', id: MRK })).toEqual([])
  })
})

describe('find by alias', () => {
  it('asks for the bare name', async () => {
    nock(ORIGIN)
      .get(KEYS)
      .query({ alias: 'orders-prod', limit: 100, skip: 0 })
      .reply(200, pageOf([keyJson()]))
    const found = await testClient().client.find({ by: 'alias', alias: 'alias/orders-prod' })
    expect(found.map(({ id }) => id)).toEqual([KEY])
  })

  it('asks with the prefix where the bare name finds nothing', async () => {
    nock(ORIGIN).get(KEYS).query({ alias: 'orders-prod', limit: 100, skip: 0 }).reply(200, pageOf([]))
    nock(ORIGIN)
      .get(KEYS)
      .query({ alias: 'alias/orders-prod', limit: 100, skip: 0 })
      .reply(200, pageOf([keyJson()]))
    const found = await testClient().client.find({ by: 'alias', alias: 'alias/orders-prod' })
    expect(found.map(({ id }) => id)).toEqual([KEY])
  })

  it('finds an alias of AWS, with its own slash', async () => {
    const managed = keyJson({ aws_param: { KeyManager: 'AWS', Alias: ['alias/aws/s3'] } })
    nock(ORIGIN)
      .get(KEYS)
      .query({ alias: 'aws/s3', limit: 100, skip: 0 })
      .reply(200, pageOf([managed]))
    const found = await testClient().client.find({ by: 'alias', alias: 'alias/aws/s3' })
    expect(found.map(({ manager }) => manager)).toEqual(['AWS'])
  })

  it('leaves out a longer alias that the filter let through', async () => {
    const other = keyJson({ aws_param: { Alias: ['alias/orders-prod-eu'] } })
    nock(ORIGIN)
      .get(KEYS)
      .query(true)
      .twice()
      .reply(200, pageOf([other]))
    expect(await testClient().client.find({ by: 'alias', alias: 'alias/orders-prod' })).toEqual([])
  })

  it.each([
    ['Region', { region: 'us-east-1' }],
    ['account', { account: '999999999999' }],
  ])('leaves out the same alias in another %s', async (_, place) => {
    nock(ORIGIN)
      .get(KEYS)
      .query(true)
      .twice()
      .reply(200, pageOf([keyJson()]))
    expect(await testClient().client.find({ by: 'alias', alias: 'alias/orders-prod', ...place })).toEqual([])
  })

  it('turns pages to a key behind others that the filter let through', async () => {
    const others = Array.from({ length: 100 }, () => keyJson({ aws_param: { Alias: null } }))
    nock(ORIGIN)
      .get(KEYS)
      .query({ alias: 'orders-prod', limit: 100, skip: 0 })
      .reply(200, pageOf(others, 101))
    nock(ORIGIN)
      .get(KEYS)
      .query({ alias: 'orders-prod', limit: 100, skip: 100 })
      .reply(200, pageOf([keyJson()], 101))
    const found = await testClient().client.find({ by: 'alias', alias: 'alias/orders-prod' })
    expect(found.map(({ id }) => id)).toEqual([KEY])
  })

  it('returns 20 keys at most', async () => {
    const many = Array.from({ length: 25 }, (_, n) => keyJson({ id: idOf(n) }))
    nock(ORIGIN).get(KEYS).query(true).reply(200, pageOf(many))
    expect(await testClient().client.find({ by: 'alias', alias: 'alias/orders-prod' })).toHaveLength(20)
  })

  it.each([[[]], [{ resources: 'none' }], [{}], [pageOf([{ id: KEY }])]])(
    'does not take %j for a list',
    async (body) => {
      nock(ORIGIN).get(KEYS).query(true).reply(200, body)
      const { fault } = await faultOf(testClient().client.find({ by: 'alias', alias: 'alias/orders-prod' }))
      expect(fault.kind).toBe('not_ciphertrust')
    },
  )
})

describe('aliases', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => keyJson({ aws_param: { Alias: [`alias/${i}`] } }))

  it('turns pages of 100', async () => {
    nock(ORIGIN)
      .get(KEYS)
      .query({ limit: 100, skip: 0 })
      .reply(200, pageOf(rows(100), 130))
    nock(ORIGIN)
      .get(KEYS)
      .query({ limit: 100, skip: 100 })
      .reply(200, pageOf(rows(30), 130))
    expect(await testClient().client.aliases()).toHaveLength(130)
  })

  it('goes on where CipherTrust gives smaller pages than asked for', async () => {
    nock(ORIGIN)
      .get(KEYS)
      .query({ limit: 100, skip: 0 })
      .reply(200, pageOf(rows(50), 60))
    nock(ORIGIN)
      .get(KEYS)
      .query({ limit: 100, skip: 50 })
      .reply(200, pageOf(rows(10), 60))
    expect(await testClient().client.aliases()).toHaveLength(60)
  })

  it('stops after 500 keys', async () => {
    nock(ORIGIN)
      .get(KEYS)
      .query(true)
      .times(5)
      .reply(200, pageOf(rows(100), 10_000))
    expect(await testClient().client.aliases()).toHaveLength(500)
  })

  it('passes over keys without one', async () => {
    const mixed = [keyJson({ aws_param: { Alias: null } }), {}, keyJson()]
    nock(ORIGIN).get(KEYS).query(true).reply(200, pageOf(mixed))
    expect(await testClient().client.aliases()).toEqual(['alias/orders-prod'])
  })
})
