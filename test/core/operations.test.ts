import { describe, expect, it } from 'vitest'
import type { Key } from '../../src/core/key.ts'
import { against, inEffect, ineligible, Operation, PERIOD } from '../../src/core/operations.ts'
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
  ['that is symmetric, and not for encrypting', { usage: 'KEY_AGREEMENT' }, 'asymmetric'],
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
    expect(inEffect({ operation }, aKey({ rotation }))).toBe(expected)
  })
})

describe('against', () => {
  const on = (periodDays?: number) => ({ on: true, ...(periodDays ? { periodDays } : {}) })

  it.each([
    ['enable-auto-rotation', undefined, on(365), 'as_wanted'],
    ['enable-auto-rotation', undefined, on(), 'as_wanted'],
    ['enable-auto-rotation', undefined, OFF, 'otherwise'],
    ['enable-auto-rotation', 180, on(180), 'as_wanted'],
    ['enable-auto-rotation', 180, on(365), 'otherwise'],
    ['enable-auto-rotation', 180, on(), 'untold'],
    ['enable-auto-rotation', 180, OFF, 'otherwise'],
    ['enable-auto-rotation', 180, { on: false, periodDays: 180 }, 'otherwise'],
    ['disable-auto-rotation', undefined, OFF, 'as_wanted'],
    ['disable-auto-rotation', undefined, { on: false, periodDays: 365 }, 'as_wanted'],
    ['disable-auto-rotation', undefined, on(), 'otherwise'],
  ] as const)('%s every %s days, of %o: %s', (operation, periodDays, rotation, expected) => {
    expect(against({ operation, periodDays }, rotation)).toBe(expected)
    expect(inEffect({ operation, periodDays }, aKey({ rotation }))).toBe(expected === 'as_wanted')
  })
})

describe('PERIOD', () => {
  it('is what AWS takes', () => {
    expect(PERIOD).toEqual({ least: 90, most: 2_560 })
  })
})
