import { describe, expect, it } from 'vitest'
import type { Rotation } from '../../src/core/key.ts'
import type { RequestIn } from '../../src/core/request.ts'
import { readAgain, type Transition } from '../../src/core/transitions.ts'
import { StoreConflict } from '../../src/ports.ts'
import { settle } from '../../src/usecases/settle.ts'
import { a, aKey, HUNG_UP, later, OFF, ON, pathTo, UNREACHABLE } from '../builders.ts'
import { fault } from './carry-out.ts'
import { createWorld } from './world.ts'

const CALLED = 60

/** As many reads as come due within 10 minutes. */
const MANY = 12

async function readAt(seconds: number, answer: Rotation | Error, reads = 0) {
  const world = createWorld({ readRotation: [answer] })
  const [path, request] = afterReads(reads)
  await world.begin(path)
  world.clock.at = later(seconds)
  await settle(world.deps, request)
  expect(world.called()).toEqual(['readRotation'])
  return { ...world, request: await world.stored() }
}

function afterReads(reads: number): readonly [readonly Transition[], RequestIn<'unconfirmed'>] {
  let request = a('unconfirmed')
  const path: Transition[] = [...pathTo.unconfirmed()]
  for (let read = 0; read < reads; read++) {
    const again = readAgain(request, { key: aKey() }, later(CALLED + read))
    path.push(again)
    request = again.to
  }
  return [path, request]
}

describe('settle', () => {
  it('succeeds when the key rotates', async () => {
    const { request, written } = await readAt(70, ON)
    expect(request).toMatchObject({ state: 'succeeded', how: 'read_later', after: { rotation: ON } })
    expect(written.at(-1)?.entry).toMatchObject({ how: 'read_later', before: OFF, after: ON })
  })

  it.each([
    ['proves nothing before 10 minutes have passed since the call', CALLED + 599.999, 'unconfirmed'],
    ['means that the call was not carried out, 10 minutes after it', CALLED + 600, 'failed'],
  ])('off %s', async (_, seconds, state) => {
    const { request } = await readAt(seconds, OFF, MANY)
    expect(request.state).toBe(state)
  })

  it('takes no jump of the clock for ten minutes of reading', async () => {
    const { request } = await readAt(CALLED + 3_600, OFF, 1)
    expect(request.state).toBe('unconfirmed')
  })

  it('fails with what had been unknown, now known not to be done', async () => {
    const { request } = await readAt(CALLED + 600, OFF, MANY)
    expect(request.fault).toEqual({ ...HUNG_UP, outcome: 'not_done' })
  })

  it.each([
    ['off', OFF, { flag: { on: false } }],
    ['a fault', fault(UNREACHABLE), { fault: UNREACHABLE }],
  ])('reads again later, and logs it, after %s', async (_, answer, logged) => {
    const { request, written } = await readAt(62, answer)
    expect(request).toMatchObject({ state: 'unconfirmed', reads: 1, nextReadAt: later(64).getTime() })
    expect(written.at(-1)?.entry).toMatchObject({ kind: 'read_again', ...logged })
  })

  it('takes no fault for a proof, however late', async () => {
    const { request } = await readAt(CALLED + 3_600, fault(UNREACHABLE))
    expect(request.state).toBe('unconfirmed')
  })

  it('gives way to whoever settled it first', async () => {
    const { deps, begin } = createWorld({ readRotation: [ON, ON] })
    await begin(pathTo.unconfirmed())
    await settle(deps, a('unconfirmed'))
    await expect(settle(deps, a('unconfirmed'))).rejects.toThrow(StoreConflict)
  })
})
