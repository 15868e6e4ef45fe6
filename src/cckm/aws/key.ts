import { z } from 'zod'
import { KeyId } from '../../core/ids.ts'
import type { Key } from '../../core/key.ts'
import { rotationFields, toRotation } from './rotation.ts'

const AwsParam = z.object({
  Arn: z.string(),
  KeyID: z.string(),
  AWSAccountId: z.string(),
  KeyState: z.string(),
  Origin: z.string(),
  CustomerMasterKeySpec: z.string(),
  KeyUsage: z.string(),
  KeyManager: z.string(),
  Alias: z.array(z.string()).nullish(),
  Tags: z.array(z.object({ TagKey: z.string(), TagValue: z.string() })).nullish(),
  MultiRegion: z.boolean().nullish(),
  MultiRegionConfiguration: z
    .object({ MultiRegionKeyType: z.string().nullish(), PrimaryKey: z.object({ Arn: z.string() }).nullish() })
    .nullish(),
  ...rotationFields,
})
type AwsParam = z.infer<typeof AwsParam>

const AwsKeyFields = z.object({
  id: KeyId,
  region: z.string(),
  kms_id: z.string(),
  kms: z.string(),
  gone: z.boolean(),
  synced_at: z.string().nullish(),
  updatedAt: z.string().nullish(),
  aws_param: AwsParam,
})

/**
 * CipherTrust's JSON of an AWS key. Other fields are ignored; one that decides something and is missing fails the parse.
 * So does a missing flag, which would let a disable or its read-back pass for done, unless AWS cannot switch the
 * rotation of such a key: it is refused whatever the flag says, and counts as off.
 */
export const AwsKey = AwsKeyFields.transform((row, context): Key => {
  const { aws_param: aws } = row
  const on = aws.KeyRotationEnabled ?? (switchable(aws) ? null : false)
  if (on === null) {
    context.addIssue({ code: 'custom', message: 'KeyRotationEnabled is missing' })
    return z.NEVER
  }
  const primaryArn = aws.MultiRegionConfiguration?.PrimaryKey?.Arn
  return {
    id: row.id,
    arn: aws.Arn,
    awsKeyId: aws.KeyID,
    account: aws.AWSAccountId,
    region: row.region,
    kms: { id: row.kms_id, name: row.kms },
    aliases: aws.Alias ?? [],
    tags: (aws.Tags ?? []).map(({ TagKey, TagValue }) => ({ key: TagKey, value: TagValue })),
    state: aws.KeyState,
    origin: aws.Origin,
    spec: aws.CustomerMasterKeySpec,
    usage: aws.KeyUsage,
    manager: aws.KeyManager,
    multiRegion: multiRegion(aws),
    ...(primaryArn ? { primaryArn } : {}),
    gone: row.gone,
    rotation: toRotation(on, aws),
    ...(row.synced_at ? { syncedAt: row.synced_at } : {}),
    ...(row.updatedAt ? { updatedAt: row.updatedAt } : {}),
  }
})

/** By what never changes in a key's life: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
function switchable(aws: AwsParam): boolean {
  const symmetric = aws.CustomerMasterKeySpec === 'SYMMETRIC_DEFAULT' && aws.KeyUsage === 'ENCRYPT_DECRYPT'
  return symmetric && aws.Origin === 'AWS_KMS' && aws.KeyManager !== 'AWS'
}

/** A multi-Region key of untold type is a replica when its primary is another key. */
function multiRegion({ Arn, MultiRegion, MultiRegionConfiguration }: AwsParam): Key['multiRegion'] {
  const type = MultiRegionConfiguration?.MultiRegionKeyType
  if (type === 'REPLICA') return 'replica'
  if (type === 'PRIMARY') return 'primary'
  const primary = MultiRegionConfiguration?.PrimaryKey?.Arn
  if (primary && primary !== Arn) return 'replica'
  return MultiRegion ? 'primary' : 'no'
}
