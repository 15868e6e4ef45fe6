import type { AwsKey } from './key.ts'
import { ncError } from './nc-error.ts'

export type Verb = 'Enabling' | 'Disabling' | 'Getting'

export interface AwsRefusal {
  readonly exception: string
  readonly text: string
}

/** Why AWS would not switch this key's automatic rotation; undefined when it would. */
export function switchRefusal(key: AwsKey): AwsRefusal | undefined {
  const { Arn, KeyManager, CustomerMasterKeySpec, KeyUsage } = key.aws_param
  if (key.gone) return missing(key)
  if (KeyManager !== 'CUSTOMER') {
    return {
      exception: 'AccessDeniedException',
      text: `rotation of ${Arn} is managed by AWS and cannot be changed`,
    }
  }
  if (CustomerMasterKeySpec !== 'SYMMETRIC_DEFAULT' || KeyUsage !== 'ENCRYPT_DECRYPT') {
    return unsupported(`${Arn} key spec is ${CustomerMasterKeySpec} which is not valid for this operation.`)
  }
  return originRefusal(key) ?? replicaRefusal(key) ?? stateRefusal(key)
}

/** AWS answers the status of imported and custom store keys with an error, of asymmetric ones with `false`. */
export function statusRefusal(key: AwsKey): AwsRefusal | undefined {
  return key.gone ? missing(key) : originRefusal(key)
}

/** AWS's limits of EnableKeyRotation. */
export function periodRefusal(period: number | undefined): AwsRefusal | undefined {
  if (period === undefined || (period >= 90 && period <= 2560)) return undefined
  const bound = period < 90 ? 'greater than or equal to 90' : 'less than or equal to 2560'
  const constraint = `failed to satisfy constraint: Member must have value ${bound}`
  return {
    exception: 'ValidationException',
    text: `1 validation error detected: Value '${period}' at 'rotationPeriodInDays' ${constraint}`,
  }
}

/** AWS's words where its quota is used up. */
export const throttled: AwsRefusal = {
  exception: 'ThrottlingException',
  text: 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
}

/** AWS's error as CipherTrust passes it on. */
export function passedThrough(verb: Verb, { exception, text }: AwsRefusal): Response {
  return ncError.badRequest(`Error ${verb} AWS Key Rotation : ${exception}: ${text}`)
}

const origins: Readonly<Record<string, string>> = {
  AWS_KMS: 'native',
  EXTERNAL: 'imported',
  AWS_CLOUDHSM: 'cloudhsm',
  EXTERNAL_KEY_STORE: 'external_key_store',
}

/** Who made the key material, in one word. */
export function originOf({ aws_param: { Origin } }: AwsKey): string {
  return origins[Origin] ?? Origin.toLowerCase()
}

export function replica({ aws_param }: AwsKey): boolean {
  return aws_param.MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA'
}

function originRefusal({ aws_param }: AwsKey): AwsRefusal | undefined {
  if (aws_param.Origin === 'AWS_KMS') return undefined
  return unsupported(`${aws_param.Arn} origin is ${aws_param.Origin} which is not valid for this operation.`)
}

function replicaRefusal(key: AwsKey): AwsRefusal | undefined {
  if (!replica(key)) return undefined
  return unsupported(
    `${key.aws_param.Arn} is a multi-Region replica key, which is not valid for this operation.`,
  )
}

function stateRefusal({ aws_param: { Arn, KeyState } }: AwsKey): AwsRefusal | undefined {
  if (KeyState === 'Enabled') return undefined
  if (KeyState === 'Disabled') return { exception: 'DisabledException', text: `${Arn} is disabled.` }
  const state = KeyState.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return { exception: 'KMSInvalidStateException', text: `${Arn} is ${state}.` }
}

function missing({ aws_param }: AwsKey): AwsRefusal {
  return { exception: 'NotFoundException', text: `Key '${aws_param.Arn}' does not exist` }
}

function unsupported(text: string): AwsRefusal {
  return { exception: 'UnsupportedOperationException', text }
}
