import type { KeyRecord } from './key.ts'

/** A key as AWS has it, in short. */
export function keyLook({ key, hidden }: KeyRecord) {
  const {
    Alias = [],
    Arn,
    KeyRotationEnabled,
    RotationPeriodInDays,
    KeyState,
    Origin,
    CustomerMasterKeySpec,
  } = key.aws_param
  return {
    id: key.id,
    alias: Alias[0] ?? Arn.split(':').at(-1) ?? key.id,
    arn: Arn,
    rotation: KeyRotationEnabled,
    ...(KeyRotationEnabled && RotationPeriodInDays ? { period: RotationPeriodInDays } : {}),
    state: key.gone ? 'gone' : KeyState,
    origin: Origin,
    spec: CustomerMasterKeySpec,
    hidden,
  }
}
