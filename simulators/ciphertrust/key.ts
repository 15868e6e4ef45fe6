import { z } from 'zod'

// Only the fields that the simulator reads are named; every other field of a key passes through unchanged.
const awsParam = z.looseObject({
  AWSAccountId: z.string(),
  Arn: z.string(),
  CustomerMasterKeySpec: z.string(),
  KeyID: z.string(),
  KeyManager: z.string(),
  KeyState: z.string(),
  KeyUsage: z.string(),
  Origin: z.string(),
  Enabled: z.boolean(),
  Alias: z.array(z.string()).optional(),
  MultiRegion: z.boolean().optional(),
  MultiRegionConfiguration: z.looseObject({ MultiRegionKeyType: z.string() }).optional(),
  KeyRotationEnabled: z.boolean(),
  RotationPeriodInDays: z.number().optional(),
  NextRotationDate: z.string().optional(),
})

/** An AWS key as CipherTrust shows it: its own fields in snake_case, AWS's fields below `aws_param`. */
export const awsKey = z.looseObject({
  id: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  kms_id: z.string(),
  kms: z.string(),
  cloud_name: z.string(),
  region: z.string(),
  gone: z.boolean(),
  key_material_origin: z.string().optional(),
  aws_param: awsParam,
})

export type AwsKey = z.infer<typeof awsKey>

/** `hidden` keys belong to somebody else's ACL: never listed, and 404 by id. */
export interface KeyRecord {
  readonly key: AwsKey
  readonly hidden: boolean
}
