import { describe, expect, it } from 'vitest'
import type { Rotation } from '../../src/core/key.ts'
import type { RequestIn } from '../../src/core/request.ts'
import { askAPerson, readAgain as stillOpen } from '../../src/core/settling.ts'
import type { Transition } from '../../src/core/transition.ts'
import { StoreConflict } from '../../src/ports.ts'
import { readAgain } from '../../src/usecases/read-again.ts'
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
  await readAgain(world.deps, request)
  expect(world.called()).toEqual(['readRotation'])
  return { ...world, request: await world.stored() }
}

function afterReads(reads: number): readonly [readonly Transition[], RequestIn<'unconfirmed'>] {
  let request = a('unconfirmed')
  const path: Transition[] = [...pathTo.unconfirmed()]
  for (let read = 0; read < reads; read++) {
    const again = stillOpen(request, { key: aKey() }, later(CALLED + read))
    path.push(again)
    request = again.to
  }
  return [path, request]
}

describe('readAgain', () => {
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

  it.each([
    ['goes on reading before 20 reads', 19, CALLED + 3_600, 'read_again'],
    ['goes on reading before ten minutes', 20, CALLED + 599.999, 'read_again'],
    ['asks a person after both', 20, CALLED + 600, 'person_asked'],
  ])('%s that came to nothing', async (_, reads, seconds, kind) => {
    const { request, written } = await readAt(seconds, fault(UNREACHABLE), reads)
    expect(written.at(-1)?.entry).toMatchObject({ kind, fault: UNREACHABLE })
    expect(request).toMatchObject({ state: 'unconfirmed', reads: reads + 1, fault: HUNG_UP })
  })

  it('asks nobody where a read tells', async () => {
    expect((await readAt(CALLED + 600, OFF, 20)).request.state).toBe('failed')
    expect((await readAt(CALLED + 600, ON, 20)).request.state).toBe('succeeded')
  })

  it.each([
    ['on', ON, 'succeeded'],
    ['off', OFF, 'failed'],
    ['nothing', fault(UNREACHABLE), 'unconfirmed'],
  ])('goes on reading once a person was asked, and asks no second time: %s', async (_, answer, state) => {
    const [path, request] = afterReads(20)
    const asked = askAPerson(request, UNREACHABLE, later(1_000))
    const world = createWorld({ readRotation: [answer] })
    await world.begin([...path, asked])
    world.clock.at = later(4_600)
    await readAgain(world.deps, asked.to)
    const stored = await world.stored()
    expect(stored.state).toBe(state)
    expect((await world.kinds()).filter((kind) => kind === 'person_asked')).toHaveLength(1)
    if (state === 'unconfirmed') expect(stored.nextReadAt).toBe(later(8_200).getTime())
  })

  it('gives way to whoever settled it first', async () => {
    const { deps, begin } = createWorld({ readRotation: [ON, ON] })
    await begin(pathTo.unconfirmed())
    await readAgain(deps, a('unconfirmed'))
    await expect(readAgain(deps, a('unconfirmed'))).rejects.toThrow(StoreConflict)
  })
})
