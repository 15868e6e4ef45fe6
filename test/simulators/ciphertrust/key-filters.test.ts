import { describe, expect, it } from 'vitest'
import type { KeyPlan } from '../../../simulators/ciphertrust/build-key.ts'
import { buildKey } from '../../../simulators/ciphertrust/build-key.ts'
import { keyFilters } from '../../../simulators/ciphertrust/key-filters.ts'
import { queryKeys } from '../../../simulators/ciphertrust/key-query.ts'
import { periodKms } from '../../../simulators/ciphertrust/kms.ts'

function key(id: string, more: Partial<KeyPlan> = {}) {
  const place = { kms: periodKms, region: 'us-east-1' }
  return buildKey({ id, keyId: `k-${id}`, alias: `alias/${id}`, ...place, ...more })
}

const keys = [
  key('plain', { createdAt: '2026-03-02T09:15:42Z' }),
  key('job', {
    key: { labels: { job_config_id: 'j-1' }, cckm_policy_template_id: 't-1' },
    createdAt: '2026-03-02T09:15:42.443457123Z',
  }),
  key('byok', {
    key: { key_material_origin: 'cckm', key_source: 'LOCAL' },
    aws: { Origin: 'EXTERNAL', Tags: [{ TagKey: 'env', TagValue: 'prod' }] },
    createdAt: '2026-03-02T09:15:42.443457Z',
  }),
  key('replica', {
    region: 'eu-central-1',
    aws: { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } },
  }),
  key('off', { key: { gone: true }, aws: { Enabled: false, KeyState: 'Disabled' } }),
  key('hmac', { aws: { CustomerMasterKeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } }),
]
const all = keys.map(({ id }) => id)

function found(query: string): readonly string[] {
  return (queryKeys(keys, new URLSearchParams(`limit=-1&${query}`))?.resources ?? []).map(({ id }) => id)
}

const examples: readonly (readonly [string, readonly string[]])[] = [
  ['id=plain&id=job', ['plain', 'job']],
  ['keyid=k-hmac', ['hmac']],
  [`arn=arn:aws:kms:eu-central-1:${periodKms.accountId}:key/k-replica`, ['replica']],
  ['alias=job&alias=alias/byok&alias=off,hmac', ['job', 'byok']],
  ['kms=kms-payments&region=eu-central-1', ['replica']],
  [`kms_id=${periodKms.id}&keystate=Disabled`, ['off']],
  ['region=eu-central-1&region=us-east-1', all],
  ['cloud_name=aws-cn', []],
  ['origin=EXTERNAL', ['byok']],
  ['job_config_id=j-1', ['job']],
  ['cckm_policy_template_id=t-1', ['job']],
  ['enabled=false', ['off']],
  ['enabled=False', []],
  ['gone=true', ['off']],
  ['tags=env', ['byok']],
  ['tags=env=prod&tags=env=test', ['byok']],
  ['keystate=Disabled', ['off']],
  ['keyusage=GENERATE_VERIFY_MAC', ['hmac']],
  ['rotation_job_enabled=true', ['job']],
  ['CustomerMasterKeySpec=HMAC_256', ['hmac']],
  ['key_material_origin=cckm', ['byok']],
  ['key_source=LOCAL&key_source=DSM', ['byok']],
  ['multi_region=true', ['replica']],
  ['multi_region_key_type=REPLICA', ['replica']],
  ['multi_region_key_type=PRIMARY', []],
]

describe('queryKeys', () => {
  it.each(examples)('finds by %s', (query, ids) => {
    expect(found(query)).toEqual(ids)
  })

  it('has an example of every filter', () => {
    const named = new Set(examples.flatMap(([query]) => [...new URLSearchParams(query).keys()]))
    expect([...named].sort()).toEqual([...keyFilters.keys()].sort())
  })

  it.each(['KeyRotationEnabled=true', 'nonsense=1'])('ignores %s, which is no filter', (query) => {
    expect(found(query)).toEqual(all)
  })

  it.each([
    ['sort=createdAt&id=plain&id=job&id=byok', ['plain', 'byok', 'job']],
    ['sort=-createdAt&id=plain&id=job&id=byok', ['job', 'byok', 'plain']],
    ['sort=region,-alias', ['replica', 'plain', 'off', 'job', 'hmac', 'byok']],
    ['sort=-region,KeyID', ['byok', 'hmac', 'job', 'off', 'plain', 'replica']],
    ['sort=nonsense', all],
    ['sort=', all],
  ])('orders by %s', (query, ids) => {
    expect(found(query)).toEqual(ids)
  })

  it('pages through what matches, and counts it all on every page', () => {
    const page = (skip: number) =>
      queryKeys(keys, new URLSearchParams(`sort=alias&region=us-east-1&limit=2&skip=${skip}`))
    const pages = [page(0), page(2), page(4), page(6)]
    expect(pages.map((one) => one?.resources?.map(({ id }) => id) ?? null)).toEqual([
      ['byok', 'hmac'],
      ['job', 'off'],
      ['plain'],
      null,
    ])
    expect(pages.map((one) => one?.total)).toEqual([5, 5, 5, 5])
  })
})
