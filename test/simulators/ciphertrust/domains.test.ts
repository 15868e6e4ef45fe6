import { describe, expect, it } from 'vitest'
import { paymentsDomain } from '../../../simulators/ciphertrust/domains.ts'
import { fixtureByAlias } from '../../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { subDomainKms } from '../../../simulators/ciphertrust/kms.ts'
import { startClient } from './client.ts'

const ofRoot = `/cckm/aws/keys/${fixtureByAlias('alias/orders-eligible').id}`
const ofSubDomain = `/cckm/aws/keys/${fixtureByAlias('alias/sub-domain-eligible').id}`

/** Calls with a token of that login. */
async function callerAs(fields: Record<string, unknown>) {
  const client = await startClient()
  const { body, status } = await client.grant(fields)
  return {
    client,
    body,
    loginStatus: status,
    call: (method: string, path: string) =>
      client.call(method, `/api/v1${path}`, undefined, { authorization: `Bearer ${body.jwt}` }),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}

describe('a token', () => {
  it.each([
    [{}, 200, 404],
    [{ domain: 'root' }, 200, 404],
    [{ domain: 'payments' }, 404, 200],
    [{ domain: paymentsDomain.id }, 404, 200],
    [{ domain: 'cards' }, 404, 404],
    [{ username: 'svc-payments', auth_domain: 'payments' }, 404, 200],
    [{ username: 'svc-payments', auth_domain_path: '/payments', domain: 'payments' }, 404, 200],
    [{ username: 'svc-payments', auth_domain_path: '/payments', auth_domain: 'elsewhere' }, 404, 200],
  ])(
    'of %j sees a key of the root domain with %d and one of the sub-domain with %d',
    async (fields, a, b) => {
      await using caller = await callerAs(fields)
      expect([
        (await caller.call('GET', ofRoot)).status,
        (await caller.call('GET', ofSubDomain)).status,
      ]).toEqual([a, b])
    },
  )

  it('names its domain', async () => {
    await using caller = await callerAs({ domain: 'payments' })
    const claims = JSON.parse(
      Buffer.from(String(caller.body.jwt).split('.')[1] ?? '', 'base64url').toString(),
    )
    expect(claims.cust.domain_id).toBe(paymentsDomain.id)
  })

  it.each([
    ['an unknown domain', { domain: 'mars' }],
    ['an account of another domain', { auth_domain: 'payments' }],
    ['an account of the root domain', { username: 'svc-payments' }],
    ['an unknown path', { auth_domain_path: '/acme' }],
    [
      'a domain above that of the account',
      { username: 'svc-payments', auth_domain: 'payments', domain: 'root' },
    ],
  ])('is refused for %s', async (_, fields) => {
    await using caller = await callerAs(fields)
    expect(caller.loginStatus).toBe(401)
  })

  it('that is refreshed acts where the first one acted, or where it asks to', async () => {
    await using caller = await callerAs({ domain: 'payments' })
    const again = { grant_type: 'refresh_token', refresh_token: caller.body.refresh_token }
    const same = await caller.client.grant(again)
    const other = await caller.client.grant({ ...again, domain: 'root' })
    const seen = await Promise.all(
      [same, other].map(({ body }) =>
        caller.client.call('GET', `/api/v1${ofSubDomain}`, undefined, {
          authorization: `Bearer ${body.jwt}`,
        }),
      ),
    )
    expect(seen.map(({ status }) => status)).toEqual([200, 404])
  })
})

describe('another domain', () => {
  it('has keys, a KMS and writes of its own', async () => {
    await using caller = await callerAs({ domain: 'payments' })
    const keys = await caller.call('GET', '/cckm/aws/keys?alias=shared')
    const kms = await caller.call('GET', '/cckm/aws/kms')
    expect(keys.body).toMatchObject({ total: 1, resources: [{ kms_id: subDomainKms.id }] })
    expect(kms.body).toMatchObject({ total: 1, resources: [{ id: subDomainKms.id }] })
    expect(String((await caller.call('GET', ofSubDomain)).body.uri)).toContain(paymentsDomain.id)
    expect((await caller.call('POST', `${ofRoot}/enable-auto-rotation`)).status).toBe(404)
    expect((await caller.call('POST', `${ofSubDomain}/enable-auto-rotation`)).status).toBe(200)
  })
})

describe('GET /cckm/aws/kms', () => {
  it.each([
    ['', ['kms', 'kms-payments']],
    ['?name=kms-payments', ['kms-payments']],
    ['?account_id=123456789012', ['kms']],
    ['?limit=1&skip=1', ['kms-payments']],
  ])('lists by %s', async (query, names) => {
    await using client = await startClient()
    const { body } = await client.api('GET', `/cckm/aws/kms${query}`)
    expect((body.resources as { name: string }[]).map(({ name }) => name)).toEqual(names)
  })

  it('shows one by id, and 404 for that of another domain', async () => {
    await using client = await startClient()
    const one = await client.api('GET', '/cckm/aws/kms/0b90f8de-8617-498d-ad63-ca18eb717ae7')
    const other = await client.api('GET', `/cckm/aws/kms/${subDomainKms.id}`)
    expect(one.body).toMatchObject({ name: 'kms', acls: [] })
    expect(other.status).toBe(404)
  })
})
