import nock from 'nock'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AwsKey } from '../../src/cckm/aws/key.ts'
import type { Key } from '../../src/core/key.ts'
import { keyJson, ORIGIN, pageOf, testClient } from './harness.ts'
import { logins } from './logins.ts'

const KEYS = '/api/v1/cckm/aws/keys'
const KMS = '0b90f8de-8617-498d-ad63-ca18eb717ae7'

beforeAll(() => nock.disableNetConnect())
beforeEach(() => {
  logins()
})
afterEach(() => nock.cleanAll())

function rotating(aws: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  return keyJson({ ...more, aws_param: { KeyRotationEnabled: true, ...aws } })
}

const OFF = keyJson()
const TELLS = rotating({ RotationPeriodInDays: 365 })
const TELLS_NOT = rotating()

function keyOf(json: Record<string, unknown>): Key {
  return AwsKey.parse(json)
}

/** CipherTrust's answer about the keys of the KMS, and whether it was asked for. */
function answerKeys(rows: readonly unknown[] | null, query: object | true = true) {
  return nock(ORIGIN).get(KEYS).query(query).reply(200, pageOf(rows))
}

describe('reportsPeriods of a key that rotates', () => {
  it.each([
    ['shows its period', TELLS, true],
    ['shows its period as text', rotating({ RotationPeriodInDays: '90' }), true],
    ['shows none', TELLS_NOT, false],
    ['shows one of 0 days', rotating({ RotationPeriodInDays: 0 }), false],
  ])('is told by the key alone: it %s', async (_, json, reported) => {
    nock.cleanAll()
    expect(await testClient().client.reportsPeriods(keyOf(json))).toBe(reported)
  })
})

describe('reportsPeriods of a key that does not rotate', () => {
  const asked = () => testClient().client.reportsPeriods(keyOf(OFF))

  it.each([
    ['all show their periods', [OFF, TELLS], true],
    ['one shows its period', [TELLS_NOT, TELLS, TELLS_NOT], true],
    ['none shows its period', [OFF, TELLS_NOT], false],
    ['none rotates', [OFF, OFF], null],
    ['there is none', [], null],
    ['there is none, written as null', null, null],
    [
      'one that rotates is of another KMS',
      [rotating({ RotationPeriodInDays: 365 }, { kms_id: 'another' })],
      null,
    ],
    ['AWS manages the one that rotates', [rotating({ KeyManager: 'AWS' })], null],
    ['one cannot be read', [{ id: 'half a key' }, TELLS], true],
    ['one cannot be read, and another shows no period', [{ id: 'half a key' }, TELLS_NOT], false],
    ['none can be read', [{ id: 'half a key' }], null],
  ])('is told by those of its KMS: %s', async (_, rows, reported) => {
    answerKeys(rows)
    expect(await asked()).toBe(reported)
  })

  it('asks for those of its KMS only', async () => {
    const scope = answerKeys([TELLS], { kms_id: KMS, limit: 100, skip: 0 })
    await asked()
    expect(scope.isDone()).toBe(true)
  })

  it('reads 300 of them at most', async () => {
    const skips: unknown[] = []
    const resources = Array.from({ length: 100 }, () => OFF)
    nock(ORIGIN)
      .get(KEYS)
      .query(({ skip }) => skips.push(skip) > 0)
      .times(9)
      .reply(200, { resources, total: 5_000 })
    expect(await asked()).toBeNull()
    expect(skips).toEqual(['0', '100', '200'])
  })

  it.each([
    [403, { codeDesc: 'NCERRInsufficientPermissions' }],
    [500, { codeDesc: 'NCERRInternalServerError' }],
    [200, '<html>sign in</html>'],
    [200, { resources: 'none' }],
  ])('cannot be told where CipherTrust answers %i %j', async (status, body) => {
    nock(ORIGIN).get(KEYS).query(true).times(9).reply(status, body)
    expect(await asked()).toBeNull()
  })

  it('cannot be told where CipherTrust cannot be reached', async () => {
    nock.cleanAll()
    expect(await asked()).toBeNull()
  })
})
