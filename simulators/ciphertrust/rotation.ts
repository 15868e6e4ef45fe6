import type { AwsKey } from './key.ts'
import { reportsPeriods } from './kms.ts'
import { awsDate, nanosecondDate } from './timestamps.ts'

// AWS's default when EnableKeyRotation names no period.
const defaultPeriodInDays = 365
const dayMs = 86_400_000

export interface Moment {
  readonly at: Date
  readonly sequence: number
}

/** The key after AWS switched rotation on; the period counts from `at`, also where rotation was on before. */
export function enableRotation(key: AwsKey, { at, sequence }: Moment, period = defaultPeriodInDays): AwsKey {
  const next = new Date(at.getTime() + period * dayMs)
  const reported = { RotationPeriodInDays: period, NextRotationDate: awsDate(next) }
  return {
    ...key,
    updatedAt: nanosecondDate(at, sequence),
    aws_param: {
      ...key.aws_param,
      KeyRotationEnabled: true,
      ...(reportsPeriods(key.kms_id) ? reported : {}),
    },
  }
}

export function disableRotation(key: AwsKey, { at, sequence }: Moment): AwsKey {
  return {
    ...key,
    updatedAt: nanosecondDate(at, sequence),
    // JSON leaves undefined fields out.
    aws_param: {
      ...key.aws_param,
      KeyRotationEnabled: false,
      RotationPeriodInDays: undefined,
      NextRotationDate: undefined,
    },
  }
}

/** The fields of AWS GetKeyRotationStatus, as far as the key's KMS reports them. */
export function rotationStatus({ kms_id, aws_param }: AwsKey): Record<string, unknown> {
  // AWS: rotation of a key that is pending deletion is suspended and reported as off.
  const KeyRotationEnabled = aws_param.KeyRotationEnabled && aws_param.KeyState !== 'PendingDeletion'
  if (!reportsPeriods(kms_id)) return { KeyRotationEnabled }
  if (!KeyRotationEnabled) return { KeyId: aws_param.KeyID, KeyRotationEnabled }
  const { KeyID: KeyId, RotationPeriodInDays, NextRotationDate } = aws_param
  return { KeyId, KeyRotationEnabled, RotationPeriodInDays, NextRotationDate }
}
