import { z } from 'zod'
import type { Key, Rotation } from './key.ts'
import type { Refusal } from './refusal.ts'

/** The vendor's path words: `POST /api/v1/cckm/aws/keys/{id}/<operation>`. */
export const Operation = z.enum(['enable-auto-rotation', 'disable-auto-rotation'])
export type Operation = z.infer<typeof Operation>

interface OperationRow {
  /** The flag the operation sets. */
  readonly flag: boolean
  /** Why the key cannot take it, or null. A key that already is as asked is not asked about here. */
  readonly ineligible: (key: Key) => Refusal | null
}

export const OPERATIONS: Readonly<Record<Operation, OperationRow>> = {
  'enable-auto-rotation': {
    flag: true,
    ineligible: (key) => unusable(key) ?? wrongKind(key) ?? wrongState(key),
  },
  'disable-auto-rotation': {
    flag: false,
    ineligible: (key) => unusable(key) ?? wrongKind(key) ?? wrongState(key),
  },
}

/** What is wanted of a key's rotation: the flag, and where one was named the days between rotations. */
export interface Wanted {
  readonly operation: Operation
  readonly periodDays?: number | undefined
}

/** Days between rotations that AWS takes: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export const PERIOD = { least: 90, most: 2_560 } as const

/** How a rotation that was read stands against what is wanted. `untold`: it is on, with no word about its period. */
export function against(
  { operation, periodDays }: Wanted,
  rotation: Rotation,
): 'as_wanted' | 'otherwise' | 'untold' {
  if (rotation.on !== OPERATIONS[operation].flag) return 'otherwise'
  if (periodDays === undefined || rotation.periodDays === periodDays) return 'as_wanted'
  return rotation.periodDays === undefined ? 'untold' : 'otherwise'
}

/** Whether the key already is as the operation would leave it. */
export function inEffect(wanted: Wanted, key: Key): boolean {
  return against(wanted, key.rotation) === 'as_wanted'
}

/** AWS is the authority: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export function ineligible(operation: Operation, key: Key): Refusal | null {
  return OPERATIONS[operation].ineligible(key)
}

function unusable(key: Key): Refusal | null {
  if (key.gone) return 'key_gone'
  return key.manager === 'AWS' ? 'aws_managed' : null
}

function wrongKind(key: Key): Refusal | null {
  if (key.spec.startsWith('HMAC')) return 'hmac'
  if (key.spec !== 'SYMMETRIC_DEFAULT' || key.usage !== 'ENCRYPT_DECRYPT') return 'asymmetric'
  if (key.origin === 'EXTERNAL') return key.state === 'PendingImport' ? 'pending_import' : 'imported'
  if (key.origin === 'AWS_CLOUDHSM') return 'custom_key_store'
  if (key.origin === 'EXTERNAL_KEY_STORE') return 'external_key_store'
  if (key.origin !== 'AWS_KMS') return 'not_ready'
  return key.multiRegion === 'replica' ? 'replica' : null
}

function wrongState(key: Key): Refusal | null {
  if (key.state === 'Enabled') return null
  if (key.state === 'Disabled') return 'disabled'
  const deleted = key.state === 'PendingDeletion' || key.state === 'PendingReplicaDeletion'
  return deleted ? 'pending_deletion' : 'not_ready'
}
