import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/core/fault.ts'
import { HUNG_UP, later, OFF, ON, REJECTED, UNREACHABLE } from '../builders.ts'
import { accepted, carryOut, fault, ready, TIMEOUT } from './carry-out.ts'
import type { Script } from './world.ts'

describe('execute, after an answer,', () => {
  it.each<[string, Script, Fault]>([
    ['that CipherTrust cut off', { send: [fault(HUNG_UP)] }, HUNG_UP],
    [
      'with the flag as it was',
      { send: [{ ...accepted, rotation: OFF }] },
      { kind: 'flag_disagrees', outcome: 'unknown', status: 200 },
    ],
    [
      'that reading back contradicts three times',
      { send: [accepted], readRotation: [OFF, OFF, OFF] },
      { kind: 'flag_disagrees', outcome: 'unknown', status: 200 },
    ],
    [
      'that cannot be read back',
      { send: [accepted], readRotation: [fault(HUNG_UP), fault(TIMEOUT), fault(HUNG_UP)] },
      { kind: 'flag_disagrees', outcome: 'unknown', status: 200 },
    ],
  ])('%s: cannot tell, and sends nothing more', async (_, script, expected) => {
    const { request, entries, count } = await carryOut({ ...ready, ...script })
    expect(request).toMatchObject({ state: 'unconfirmed', reads: 0, fault: expected })
    expect(entries).toEqual(['claimed', 'calling', 'unconfirmed'])
    expect(count('send')).toBe(1)
  })

  it.each([
    [
      'on, and reading back said off',
      { readRotation: [OFF, fault(HUNG_UP), OFF] },
      { on: true, periodDays: 365 },
      OFF,
    ],
    ['off, and nothing was read back', { send: [{ ...accepted, rotation: OFF }] }, OFF, undefined],
  ])('keeps what the answer said: %s', async (_, script, answered, readBack) => {
    const { written } = await carryOut({ ...ready, send: [accepted], ...script })
    expect(written.at(-1)?.entry).toMatchObject({
      ...{ kind: 'unconfirmed', answered },
      fault: { kind: 'flag_disagrees', status: 200, ciphertrustRequest: 'req-1' },
    })
    expect(written.at(-1)?.entry).toMatchObject(readBack ? { readBack } : {})
    expect('readBack' in (written.at(-1)?.entry ?? {})).toBe(readBack !== undefined)
  })

  it('reads back again when CipherTrust is a little behind itself', async () => {
    const { request, count, clock } = await carryOut({
      ...ready,
      ...{ send: [accepted], readRotation: [OFF, fault(HUNG_UP), ON] },
    })
    expect(request).toMatchObject({ state: 'succeeded', how: 'called' })
    expect([count('readRotation'), clock.at]).toEqual([3, later(3)])
  })

  it('that was a plain no: fails', async () => {
    const { request, entries, count } = await carryOut({ ...ready, send: [fault(REJECTED)] })
    expect(request).toMatchObject({ state: 'failed', fault: REJECTED })
    expect([entries, count('send')]).toEqual([['claimed', 'calling', 'failed'], 1])
  })
})

describe('execute, when the call certainly was not sent,', () => {
  const twice: Script = { ...ready, prepare: ['account-1', 'account-2'] }

  it('tries once more with a new mark', async () => {
    const send = [fault(UNREACHABLE), accepted]
    const { request, entries, count, written } = await carryOut({ ...twice, send, readRotation: [ON] })
    expect(request).toMatchObject({ state: 'succeeded', how: 'called' })
    expect(entries).toEqual(['claimed', 'calling', 'not_sent', 'calling', 'succeeded'])
    expect(count('send')).toBe(2)
    expect(written[5]?.entry).toMatchObject({ kind: 'calling', attempt: 2, account: 'account-2' })
  })

  it('fails after the second time', async () => {
    const send = [fault(UNREACHABLE), fault(TIMEOUT)]
    const { request, entries, count } = await carryOut({ ...twice, send })
    expect(request).toMatchObject({ state: 'failed', fault: TIMEOUT })
    expect(entries).toEqual(['claimed', 'calling', 'not_sent', 'calling', 'failed'])
    expect(count('send')).toBe(2)
  })

  it('does not try again when the second answer is lost', async () => {
    const { request, count } = await carryOut({ ...twice, send: [fault(UNREACHABLE), fault(HUNG_UP)] })
    expect(request).toMatchObject({ state: 'unconfirmed', attempt: 2 })
    expect(count('send')).toBe(2)
  })

  it('fails when no token can be had for the second try', async () => {
    const { request, count } = await carryOut({
      ...ready,
      ...{ prepare: ['account-1', fault(TIMEOUT)], send: [fault(UNREACHABLE)] },
    })
    expect(request).toMatchObject({ state: 'failed', fault: TIMEOUT })
    expect(count('send')).toBe(1)
  })
})
