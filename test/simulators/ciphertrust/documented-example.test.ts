import { describe, expect, it } from 'vitest'
import { startClient } from './client.ts'

const documentedPath = '/cckm/aws/keys/baf58871-2503-4d13-a84a-339aeb8fdfaf'

// thalesdocs.com, Key Life Cycle Management APIs, Enabling Automatic Key Rotation: the documented reply.
const documentedReply = {
  id: 'baf58871-2503-4d13-a84a-339aeb8fdfaf',
  uri: 'kylo:kylo:cckm:aws-key:baf58871-2503-4d13-a84a-339aeb8fdfaf',
  account: 'kylo:kylo:admin:accounts:kylo',
  application: 'ncryptify:gemalto:admin:apps:kylo',
  devAccount: 'ncryptify:gemalto:admin:accounts:gemalto',
  createdAt: '2020-11-05T06:35:42.443457Z',
  updatedAt: '2020-11-05T06:53:53.800412319Z',
  kms_id: '0b90f8de-8617-498d-ad63-ca18eb717ae7',
  kms: 'kms',
  synced_at: '2020-11-05T06:38:27.581643Z',
  rotation_status: '',
  cloud_name: 'aws',
  key_type: 'symmetric',
  basic_view_enabled: false,
  region: 'ap-south-1',
  gone: false,
  key_material_origin: 'native',
  aws_param: {
    AWSAccountId: '123456789012',
    Arn: 'arn:aws:kms:ap-south-1:123456789012:key/623321f4-a7d4-4d52-89bf-a9f26a29360e',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    Description: 'key-description',
    Enabled: true,
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    KeyID: '623321f4-a7d4-4d52-89bf-a9f26a29360e',
    KeyManager: 'CUSTOMER',
    KeyState: 'Enabled',
    KeyUsage: 'ENCRYPT_DECRYPT',
    Origin: 'AWS_KMS',
    CreationDate: '2020-11-05T06:35:29Z',
    Policy: {
      Id: 'key-default-1',
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Action: 'kms:*',
          Effect: 'Allow',
          Resource: '*',
          Principal: { AWS: 'arn:aws:iam::123456789012:root' },
        },
      ],
    },
    Alias: ['alias/aws-test-key'],
    Tags: [{ TagKey: 'key', TagValue: 'value' }],
    KeyRotationEnabled: true,
  },
}

describe("the vendor's documented example", () => {
  it('starts with rotation off and changes nothing but the flag and updatedAt', async () => {
    await using client = await startClient()
    const { body: before } = await client.api('GET', documentedPath)
    const { body: after } = await client.api('POST', `${documentedPath}/enable-auto-rotation`)

    expect(before).toEqual({
      ...documentedReply,
      updatedAt: before.updatedAt,
      aws_param: { ...documentedReply.aws_param, KeyRotationEnabled: false },
    })
    expect(after.updatedAt).not.toBe(before.updatedAt)
  })

  it('answers the documented call, sent without a body, with the documented reply', async () => {
    await using client = await startClient()
    const { status, body } = await client.api('POST', `${documentedPath}/enable-auto-rotation`)

    expect(status).toBe(200)
    expect(body).toEqual({ ...documentedReply, updatedAt: body.updatedAt })
    expect(body.updatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)
    expect((await client.api('GET', documentedPath)).body).toEqual(body)
  })
})
