import { describe, expect, it } from 'vitest'
import type { Key } from '../../src/core/key.ts'
import { inEffect, ineligible, Operation } from '../../src/core/operations.ts'
import { aKey, OFF, ON } from '../builders.ts'

const gone = { gone: true } as const
const awsManaged = { manager: 'AWS' } as const
const hmac = { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' } as const
const imported = { origin: 'EXTERNAL' } as const
const replica = { multiRegion: 'replica' } as const
const disabled = { state: 'Disabled' } as const

const why: [string, Partial<Key>, string][] = [
  ['that is gone', gone, 'key_gone'],
  ['that AWS manages', awsManaged, 'aws_managed'],
  ['that makes HMACs', hmac, 'hmac'],
  ['of an asymmetric spec', { spec: 'RSA_2048' }, 'asymmetric'],
  ['that signs', { spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' }, 'asymmetric'],
  ['with imported material', imported, 'imported'],
  ['that waits for material', { ...imported, state: 'PendingImport' }, 'pending_import'],
  ['of a CloudHSM key store', { origin: 'AWS_CLOUDHSM' }, 'custom_key_store'],
  ['of an external key store', { origin: 'EXTERNAL_KEY_STORE' }, 'external_key_store'],
  ['of an origin nobody knows', { origin: 'MOON' }, 'not_ready'],
  ['that is a replica', replica, 'replica'],
  ['that is disabled', disabled, 'disabled'],
  ['that is to be deleted', { state: 'PendingDeletion' }, 'pending_deletion'],
  ['whose replicas are to be deleted', { state: 'PendingReplicaDeletion' }, 'pending_deletion'],
  ['that is being created', { state: 'Creating' }, 'not_ready'],
  ['in a state nobody knows', { state: 'Sleeping' }, 'not_ready'],
]

const order: [string, Partial<Key>, string][] = [
  ['gone before AWS managed', { ...gone, ...awsManaged }, 'key_gone'],
  ['AWS managed before HMAC', { ...awsManaged, ...hmac }, 'aws_managed'],
  ['HMAC before asymmetric', { ...hmac, usage: 'SIGN_VERIFY' }, 'hmac'],
  ['asymmetric before imported', { spec: 'RSA_2048', ...imported }, 'asymmetric'],
  ['imported before replica', { ...imported, ...replica }, 'imported'],
  ['replica before disabled', { ...replica, ...disabled }, 'replica'],
]

describe.each(Operation.options)('ineligible for %s', (operation) => {
  it('finds nothing against a symmetric key of the customer', () => {
    expect(ineligible(operation, aKey())).toBeNull()
  })

  it('finds nothing against a multi-Region primary', () => {
    expect(ineligible(operation, aKey({ multiRegion: 'primary' }))).toBeNull()
  })

  it('does not look at the flag', () => {
    expect([ON, OFF].map((rotation) => ineligible(operation, aKey({ rotation })))).toEqual([null, null])
  })

  it.each(why)('refuses a key %s', (_, changes, refusal) => {
    expect(ineligible(operation, aKey(changes))).toBe(refusal)
  })

  it.each(order)('names %s', (_, changes, refusal) => {
    expect(ineligible(operation, aKey(changes))).toBe(refusal)
  })
})

describe('inEffect', () => {
  it.each([
    ['enable-auto-rotation', ON, true],
    ['enable-auto-rotation', OFF, false],
    ['disable-auto-rotation', ON, false],
    ['disable-auto-rotation', OFF, true],
  ] as const)('compares %s with the flag of %o', (operation, rotation, expected) => {
    expect(inEffect(operation, aKey({ rotation }))).toBe(expected)
  })
})
