import { describe, expect, it } from 'vitest'
import { rootDomain } from '../../../simulators/ciphertrust/domains.ts'
import { fixtureByAlias, fixtureKeys } from '../../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { domainOf } from '../../../simulators/ciphertrust/kms.ts'
import { startClient } from './client.ts'

interface Page {
  readonly total: number
  readonly skip: number
  readonly limit: number
  readonly resources: { id: string; createdAt: string; aws_param: { Alias: string[] } }[] | null
}

// All but the hidden one and those of the sub-domain.
const seen = fixtureKeys.filter(
  ({ hidden, key }) => !hidden && domainOf(key.kms_id).id === rootDomain.id,
).length

async function page(query: string, options = {}): Promise<Page> {
  await using client = await startClient(options)
  const { body } = await client.api('GET', `/cckm/aws/keys${query}`)
  return body as unknown as Page
}

async function aliases(query: string): Promise<string[]> {
  const { resources } = await page(query)
  return (resources ?? []).flatMap((key) => key.aws_param.Alias)
}

describe('GET /cckm/aws/keys', () => {
  it('pages by ten and counts every key that may be seen', async () => {
    const { skip, limit, total, resources } = await page('')
    expect({ skip, limit, length: resources?.length }).toEqual({ skip: 0, limit: 10, length: 10 })
    expect(total).toBe(seen)
    expect(resources?.[0]?.id).toBe('baf58871-2503-4d13-a84a-339aeb8fdfaf')
  })

  it('walks through all keys by skip and limit without a gap', async () => {
    const pages = await Promise.all([page('?limit=20'), page('?skip=20&limit=20'), page('?limit=-1')])
    const ids = pages.map(({ resources }) => (resources ?? []).map((key) => key.id))
    expect([...(ids[0] ?? []), ...(ids[1] ?? [])]).toEqual(ids[2])
  })

  it('shows an empty page as null', async () => {
    expect(await page('?region=mars-1')).toEqual({ skip: 0, limit: 10, total: 0, resources: null })
  })

  it.each([
    ['?alias=orders-hmac', ['alias/orders-hmac']],
    ['?alias=alias/orders-hmac', ['alias/orders-hmac']],
    ['?alias=aws/s3', ['alias/aws/s3']],
    ['?alias=orders-hmac&alias=alias/orders-xks', ['alias/orders-hmac', 'alias/orders-xks']],
    ['?alias=orders-hmac&region=us-east-1', []],
    ['?keystate=Disabled', ['alias/orders-disabled']],
    ['?gone=true', ['alias/orders-gone']],
    ['?origin=AWS_CLOUDHSM&origin=EXTERNAL_KEY_STORE', ['alias/orders-cloudhsm', 'alias/orders-xks']],
    ['?origin=AWS_CLOUDHSM,EXTERNAL_KEY_STORE', []],
    ['?keyusage=SIGN_VERIFY', ['alias/orders-asymmetric']],
    ['?enabled=false', ['alias/orders-disabled', 'alias/orders-pending-deletion']],
    ['?kms=kms&alias=shared', ['alias/shared']],
    ['?alias=shared', ['alias/shared', 'alias/shared']],
    ['?alias=orders-hidden', []],
    ['?keyid=mrk-6ca104944834b647f80f86c2d15ebc49', ['alias/orders-mrk', 'alias/orders-mrk-replica']],
    ['?keyid=mrk-6ca104944834b647f80f86c2d15ebc49&region=us-east-1', ['alias/orders-mrk-replica']],
    ['?kms_id=0b90f8de-8617-498d-ad63-ca18eb717ae7&region=ap-south-1', ['alias/aws-test-key']],
    ['?id=60e66b91-8e24-4920-8e47-d2174993782e', ['alias/orders-eligible']],
  ])('finds by %s', async (query, expected) => {
    expect(await aliases(query)).toEqual(expected)
  })

  it('finds by ARN', async () => {
    const { key } = fixtureByAlias('alias/orders-mrk-replica')
    expect(await aliases(`?arn=${encodeURIComponent(key.aws_param.Arn)}`)).toEqual([
      'alias/orders-mrk-replica',
    ])
  })

  it.each(['?limit=ten', '?skip=-1', '?limit=-2'])('refuses %s', async (query) => {
    await using client = await startClient()
    const reply = await client.api('GET', `/cckm/aws/keys${query}`)
    expect(reply).toMatchObject({ status: 400, body: { code: 15 } })
  })

  it('puts generated keys behind the fixtures, the same ones for the same seed', async () => {
    const query = `?limit=-1&skip=${seen}`
    const [one, two, other] = await Promise.all([
      page(query, { keys: 50, seed: 7 }),
      page(query, { keys: 50, seed: 7 }),
      page(query, { keys: 50, seed: 8 }),
    ])
    expect(one.resources).toEqual(two.resources)
    expect(one.resources).not.toEqual(other.resources)
    expect(one.total).toBe(seen + 50)
    expect(one.resources?.[49]?.aws_param.Alias).toEqual(['alias/gen-000050'])
    expect(new Set(one.resources?.map((key) => key.createdAt.length))).toEqual(new Set([20, 27, 30]))
  })
})

describe('GET /cckm/aws/keys/{id}', () => {
  it.each([
    ['an unknown id', '00000000-0000-4000-8000-000000000000'],
    ['a hidden key', fixtureByAlias('alias/orders-hidden').id],
    ['an id that is no UUID', 'alias%2Forders-hmac'],
  ])('answers 404 for %s', async (_, id) => {
    await using client = await startClient()
    const { status, body } = await client.api('GET', `/cckm/aws/keys/${id}`)
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: 16, codeDesc: 'NCERRResourceNotFound: Resource not found' })
  })

  it('gives hostile text back unchanged', async () => {
    await using client = await startClient()
    const fixture = fixtureByAlias('alias/<!channel> *bold*')
    const { body } = await client.api('GET', `/cckm/aws/keys/${fixture.id}`)
    expect(body).toEqual(JSON.parse(JSON.stringify(fixture.key)))
    expect(fixture.key.aws_param.Description).toContain('\u202E')
  })
})

describe('the other paths', () => {
  it('answers an unknown path with 404 in the envelope', async () => {
    await using client = await startClient()
    const reply = await client.api('POST', '/cckm/aws/keys/x/earthquake')
    expect(reply).toMatchObject({ status: 404, body: { codeDesc: expect.stringMatching(/^NCERR/) } })
  })

  it('gives every fixture an id and every alias its fixtures', () => {
    const ids = fixtureKeys.map((fixture) => fixture.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id))).toBe(true)
    expect(() => fixtureByAlias('alias/nothing')).toThrow('alias/nothing')
  })
})
