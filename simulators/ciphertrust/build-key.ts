import type { AwsKey } from './key.ts'
import { domainWord, type Kms } from './kms.ts'

export interface KeyPlan {
  readonly id: string
  readonly keyId: string
  readonly alias: string
  readonly kms: Kms
  readonly region: string
  readonly createdAt?: string
  readonly key?: Record<string, unknown>
  readonly aws?: Record<string, unknown>
}

// One copy for all keys, which are never changed in place: most of what 100,000 keys would weigh.
const noLabels = {}
const symmetricAlgorithms = ['SYMMETRIC_DEFAULT']
const ordersTags = [{ TagKey: 'team', TagValue: 'orders' }]
const policies = new Map<string, Record<string, unknown>>()

/** An eligible key with rotation off; `key` and `aws` overlay what makes it another kind of key. */
export function buildKey(plan: KeyPlan): AwsKey {
  const { id, keyId, alias, kms, region, createdAt = '2026-03-02T09:15:42.443457Z' } = plan
  return {
    id,
    uri: `kylo:${domainWord(kms.domain)}:cckm:aws-key:${id}`,
    account: `kylo:kylo:admin:accounts:${domainWord(kms.domain)}`,
    application: 'ncryptify:gemalto:admin:apps:kylo',
    devAccount: 'ncryptify:gemalto:admin:accounts:gemalto',
    createdAt,
    updatedAt: '2026-03-02T09:20:53.800412319Z',
    kms_id: kms.id,
    kms: kms.name,
    synced_at: '2026-03-02T09:18:27.581643Z',
    rotation_status: '',
    cloud_name: 'aws',
    key_type: 'symmetric',
    basic_view_enabled: false,
    region,
    gone: false,
    key_material_origin: 'native',
    labels: noLabels,
    ...plan.key,
    aws_param: {
      AWSAccountId: kms.accountId,
      Arn: `arn:aws:kms:${region}:${kms.accountId}:key/${keyId}`,
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      Description: '',
      Enabled: true,
      EncryptionAlgorithms: symmetricAlgorithms,
      KeyID: keyId,
      KeyManager: 'CUSTOMER',
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
      MultiRegion: false,
      CreationDate: '2026-03-02T09:15:29Z',
      Policy: rootPolicy(kms.accountId),
      Alias: [alias],
      Tags: ordersTags,
      KeyRotationEnabled: false,
      ...plan.aws,
    },
  }
}

function rootPolicy(accountId: string): Record<string, unknown> {
  const known = policies.get(accountId)
  if (known) return known
  const Principal = { AWS: `arn:aws:iam::${accountId}:root` }
  const policy = {
    Id: 'key-default-1',
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal },
    ],
  }
  policies.set(accountId, policy)
  return policy
}
