import { describe, expect, it } from 'vitest'
import { execute } from '../../src/usecases/execute.ts'
import { ANN, a, aKey, BOB, later, OFF, ON, pathTo, policy, UNREACHABLE } from '../builders.ts'
import { accepted, carryOut, fault, ready, TIMEOUT } from './carry-out.ts'
import { ann, createWorld, type Script } from './world.ts'

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
  ])('closes the request about %s, and sends nothing', async (_, script, expected, entry) => {
    const { request, entries, called } = await carryOut({ identify: [ann], ...script })
    expect(request).toMatchObject(expected)
    expect(entries).toEqual(['claimed', entry])
    expect(called()).toEqual(['identify', 'read'])
  })

  it('closes the request about a key that rotates already, in AWS too, and sends nothing', async () => {
    const { request, entries, called } = await carryOut({
      ...{ identify: [ann], read: [aKey({ rotation: ON })], readRotation: [ON] },
    })
    expect(request).toMatchObject({ state: 'succeeded', how: 'already_so' })
    expect(entries).toEqual(['claimed', 'succeeded'])
    expect(called()).toEqual(['identify', 'read', 'readRotation'])
  })

  it('calls for a key that rotates only by CipherTrust’s copy: it is not done because of a copy', async () => {
    const { request, entries, called } = await carryOut({
      ...{ identify: [ann], read: [aKey({ rotation: ON })], prepare: ['account-1'] },
      ...{ send: [accepted], readRotation: [OFF, ON] },
    })
    expect(called()).toEqual(['identify', 'read', 'readRotation', 'prepare', 'send', 'readRotation'])
    expect(entries).toEqual(['claimed', 'calling', 'succeeded'])
    expect(request).toMatchObject({ state: 'succeeded', how: 'called' })
  })

  it('waits where AWS does not say whether a key rotates already', async () => {
    const { request, entries } = await carryOut({
      ...{ identify: [ann], read: [aKey({ rotation: ON })], readRotation: [fault(UNREACHABLE)] },
    })
    expect(entries).toEqual(['claimed', 'released'])
    expect(request).toMatchObject({ state: 'approved', waiting: { fault: UNREACHABLE } })
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
