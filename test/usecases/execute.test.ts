import { describe, expect, it } from 'vitest'
import { CipherTrustFault, type Fault } from '../../src/core/fault.ts'
import { cancel, release } from '../../src/core/transitions.ts'
import { type Sent, StoreConflict } from '../../src/ports.ts'
import { execute } from '../../src/usecases/execute.ts'
import {
  ANN,
  a,
  aKey,
  BOB,
  HUNG_UP,
  later,
  OFF,
  ON,
  pathTo,
  policy,
  REJECTED,
  UNREACHABLE,
} from '../builders.ts'
import { ann, createWorld, type Script, type World } from './world.ts'

const accepted: Sent = { rotation: ON, status: 200, ciphertrustRequest: 'req-1' }
const TIMEOUT: Fault = { kind: 'timeout', outcome: 'not_sent' }
const fault = (of: Fault) => new CipherTrustFault(of)
const ready: Script = { identify: [ann], read: [aKey()], prepare: ['account-1'] }

async function carryOut(script: Script, prepare: (world: World) => void = () => {}) {
  const world = createWorld(script)
  await world.begin(pathTo.approved())
  prepare(world)
  await execute(world.deps, a('approved'))
  return { ...world, request: await world.stored(), entries: (await world.kinds()).slice(2) }
}

describe('execute', () => {
  it('claims, reads, marks, sends once and reads back', async () => {
    const { request, entries, called, calls, written } = await carryOut({
      ...ready,
      ...{ send: [accepted], readRotation: [ON] },
    })
    expect(called()).toEqual(['identify', 'read', 'prepare', 'send', 'readRotation'])
    expect(calls[3]?.with).toEqual(['enable-auto-rotation', aKey().id])
    expect(entries).toEqual(['claimed', 'calling', 'succeeded'])
    expect(request).toMatchObject({ state: 'succeeded', how: 'called', after: { rotation: ON } })
    expect(written.slice(3).map(({ entry }) => entry)).toMatchObject([
      { attempt: 1, before: { on: false }, account: 'account-1' },
      {
        status: 200,
        ciphertrustRequest: 'req-1',
        before: { on: false },
        after: { on: true, periodDays: 365 },
      },
    ])
  })

  it('has marked the request by the time it sends', async () => {
    const seen: unknown[] = []
    await carryOut({ ...ready, send: [accepted], readRotation: [ON] }, ({ during, stored }) => {
      during.send = async () => seen.push((await stored()).state)
    })
    expect(seen).toEqual(['calling'])
  })

  it('gives the claim back when the key cannot be read, and sends nothing', async () => {
    const { request, entries, called } = await carryOut({ identify: [ann], read: [fault(UNREACHABLE)] })
    expect(called()).toEqual(['identify', 'read'])
    expect(entries).toEqual(['claimed', 'released'])
    const waiting = { fault: UNREACHABLE, until: later(5).getTime() }
    expect(request).toMatchObject({ state: 'approved', tries: 1, waiting })
  })

  it('gives the claim back when no token can be had, and marks nothing', async () => {
    const { entries, request } = await carryOut({ ...ready, prepare: [fault(TIMEOUT)] })
    expect(entries).toEqual(['claimed', 'released'])
    expect(request).toMatchObject({ state: 'approved', waiting: { fault: TIMEOUT } })
  })

  it('waits longer from fault to fault, up to a minute', async () => {
    const pauses: number[] = []
    for (let tries = 0; tries < 6; tries++) {
      const world = createWorld({ identify: [ann], read: [fault(UNREACHABLE)] })
      await world.begin(pathTo.approved())
      await world.rows(`UPDATE requests SET body = json_set(body, '$.tries', CAST($1 AS INTEGER))`, tries)
      await execute(world.deps, { ...a('approved'), tries })
      pauses.push(((await world.stored()).waiting.until - later(0).getTime()) / 1_000)
    }
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60])
  })

  it.each<[string, Script, object, string]>([
    [
      'a key that is no longer there',
      { read: [null] },
      { state: 'cancelled', why: 'key_not_found' },
      'cancelled',
    ],
    [
      'a key that may not rotate any more',
      { read: [aKey({ state: 'Disabled' })] },
      { state: 'cancelled', why: 'disabled' },
      'cancelled',
    ],
    [
      'a key that changed',
      { read: [aKey({ aliases: ['alias/payments'] })] },
      {
        state: 'superseded',
        changes: [{ field: 'aliases', before: 'alias/billing, alias/payments', after: 'alias/payments' }],
      },
      'superseded',
    ],
    [
      'a key that rotates already',
      { read: [aKey({ rotation: ON })] },
      { state: 'succeeded', how: 'already_so' },
      'succeeded',
    ],
  ])('closes the request about %s, and sends nothing', async (_, script, expected, entry) => {
    const { request, entries, called } = await carryOut({ identify: [ann], ...script })
    expect(request).toMatchObject(expected)
    expect(entries).toEqual(['claimed', entry])
    expect(called()).toEqual(['identify', 'read'])
  })

  it('does not call a rotating key that is gone a success', async () => {
    const { request } = await carryOut({ identify: [ann], read: [aKey({ gone: true, rotation: ON })] })
    expect(request).toMatchObject({ state: 'cancelled', why: 'key_gone' })
  })

  it('closes the request of somebody who may no longer ask, and reads nothing', async () => {
    const { deps, begin, stored, called } = createWorld({ identify: [ann] }, { ...policy, requesters: [BOB] })
    await begin(pathTo.approved())
    await execute(deps, a('approved'))
    expect(await stored()).toMatchObject({ state: 'cancelled', why: 'not_allowed' })
    expect(called()).toEqual(['identify'])
  })

  it('closes the request of somebody who has left', async () => {
    const identify: Script['identify'] = [{ ok: false, person: ANN, refusal: 'deactivated' }]
    const { request, called } = await carryOut({ identify })
    expect(request).toMatchObject({ state: 'cancelled', why: 'deactivated' })
    expect(called()).toEqual(['identify'])
  })
})

describe('execute, when somebody else moves the request on,', () => {
  const moves = {
    'the claim was taken': 'identify',
    'the key is read': 'read',
    'the token is fetched': 'prepare',
  } as const

  it.each(Object.entries(moves))('sends nothing: %s', async (_, call) => {
    const world = createWorld({ ...ready, send: [accepted] })
    await world.begin(pathTo.approved())
    world.during[call] = async () => {
      const request = { ...a('executing'), ...(await world.stored()) }
      await world.deps.ledger.commit(release(request, later(1)))
    }
    await expect(execute(world.deps, a('approved'))).rejects.toThrow(StoreConflict)
    expect(world.count('send')).toBe(0)
    expect(await world.kinds()).toEqual(['asked', 'approved', 'claimed', 'released'])
  })

  it('does nothing at all where it was not the first to claim', async () => {
    const { deps, begin, called } = createWorld()
    await begin([...pathTo.approved(), cancel(a('approved'), 'channel_unusable', later(1))])
    await expect(execute(deps, a('approved'))).rejects.toThrow(StoreConflict)
    expect(called()).toEqual([])
  })

  it('sends once when two carry it out at the same moment', async () => {
    const world = createWorld({ ...ready, send: [accepted], readRotation: [ON] })
    await world.begin(pathTo.approved())
    const both = [execute(world.deps, a('approved')), execute(world.deps, a('approved'))]
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(world.count('send')).toBe(1)
  })
})

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
