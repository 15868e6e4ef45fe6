import { describe, expect, it } from 'vitest'
import { AwsKey } from '../../src/cckm/aws/key.ts'
import { Key } from '../../src/core/key.ts'
import { KEY, keyJson } from './harness.ts'

const PRIMARY = 'arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab'
const REPLICA = 'arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab'

function rotationOf(aws_param: Record<string, unknown>) {
  return AwsKey.parse(keyJson({ aws_param })).rotation
}

describe('AwsKey', () => {
  it('reads a key as the core knows it', () => {
    expect(AwsKey.parse(keyJson())).toEqual(
      Key.parse({
        id: KEY,
        arn: 'arn:aws:kms:eu-west-1:123456789012:key/1b2f6c1e-0c7f-4b0e-9a51-0f4c2a7d9e11',
        awsKeyId: '1b2f6c1e-0c7f-4b0e-9a51-0f4c2a7d9e11',
        account: '123456789012',
        region: 'eu-west-1',
        kms: { id: '0b90f8de-8617-498d-ad63-ca18eb717ae7', name: 'prod-kms' },
        aliases: ['alias/orders-prod'],
        tags: [{ key: 'team', value: 'orders' }],
        state: 'Enabled',
        origin: 'AWS_KMS',
        spec: 'SYMMETRIC_DEFAULT',
        usage: 'ENCRYPT_DECRYPT',
        manager: 'CUSTOMER',
        multiRegion: 'no',
        gone: false,
        rotation: { on: false },
        syncedAt: '2026-03-02T09:18:27.581643Z',
      }),
    )
  })

  it.each([
    [{ KeyRotationEnabled: true }, { on: true }],
    [
      { KeyRotationEnabled: true, RotationPeriodInDays: 180, NextRotationDate: '2026-08-29T09:20:53Z' },
      { on: true, periodDays: 180, nextDate: '2026-08-29T09:20:53Z' },
    ],
    [
      { KeyRotationEnabled: true, RotationPeriodInDays: '180' },
      { on: true, periodDays: 180 },
    ],
    [{ KeyRotationEnabled: false, RotationPeriodInDays: 0, NextRotationDate: '' }, { on: false }],
    [{ KeyRotationEnabled: true, RotationPeriodInDays: 'yearly', NextRotationDate: 7 }, { on: true }],
  ])('reads the rotation %j as %j', (aws_param, rotation) => {
    expect(rotationOf(aws_param)).toEqual(rotation)
  })

  it.each([undefined, null, 'true', 1])(
    'does not read a key AWS could rotate whose flag is %j',
    (KeyRotationEnabled) => {
      expect(AwsKey.safeParse(keyJson({ aws_param: { KeyRotationEnabled } })).success).toBe(false)
    },
  )

  it.each([
    { Origin: 'EXTERNAL' },
    { CustomerMasterKeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
    { KeyUsage: 'GENERATE_VERIFY_MAC' },
    { KeyManager: 'AWS' },
  ])('takes a missing flag for off on a key AWS never switches, %j', (aws_param) => {
    expect(rotationOf({ ...aws_param, KeyRotationEnabled: undefined })).toEqual({ on: false })
  })

  it.each([
    ['no', {}],
    ['no', { MultiRegion: false, MultiRegionConfiguration: null }],
    ['primary', { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' } }],
    ['replica', { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } }],
    [
      'replica',
      { Arn: REPLICA, MultiRegion: true, MultiRegionConfiguration: { PrimaryKey: { Arn: PRIMARY } } },
    ],
    [
      'primary',
      { Arn: PRIMARY, MultiRegion: true, MultiRegionConfiguration: { PrimaryKey: { Arn: PRIMARY } } },
    ],
    ['primary', { MultiRegion: true }],
  ])('takes for multi-Region %s: %j', (multiRegion, aws_param) => {
    expect(AwsKey.parse(keyJson({ aws_param })).multiRegion).toBe(multiRegion)
  })

  it('names the primary of a replica', () => {
    const MultiRegionConfiguration = {
      MultiRegionKeyType: 'REPLICA',
      PrimaryKey: { Arn: PRIMARY, Region: 'eu-west-1' },
    }
    expect(AwsKey.parse(keyJson({ aws_param: { MultiRegionConfiguration } })).primaryArn).toBe(PRIMARY)
  })

  it.each(['Alias', 'Tags'])('reads %s that is null or missing as none', (field) => {
    const keys = [null, undefined].map((value) => AwsKey.parse(keyJson({ aws_param: { [field]: value } })))
    expect(keys.map(({ aliases, tags }) => (field === 'Alias' ? aliases : tags))).toEqual([[], []])
  })

  it.each(['id', 'region', 'kms', 'kms_id', 'gone'])('does not read a key without %s', (field) => {
    expect(AwsKey.safeParse(keyJson({ [field]: undefined })).success).toBe(false)
  })

  it.each([
    'Arn',
    'KeyID',
    'AWSAccountId',
    'KeyState',
    'Origin',
    'CustomerMasterKeySpec',
    'KeyUsage',
    'KeyManager',
  ])('does not read a key without aws_param.%s', (field) => {
    expect(AwsKey.safeParse(keyJson({ aws_param: { [field]: undefined } })).success).toBe(false)
  })
})
