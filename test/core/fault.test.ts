import { expect, it } from 'vitest'
import { CipherTrustFault } from '../../src/core/fault.ts'
import { REJECTED, UNREACHABLE } from '../builders.ts'

it('a fault is logged by its codes: its kind, and the HTTP status where there was an answer', () => {
  expect(new CipherTrustFault(REJECTED).message).toBe('rejected (HTTP 400)')
  expect(new CipherTrustFault(UNREACHABLE).message).toBe('unreachable')
})
