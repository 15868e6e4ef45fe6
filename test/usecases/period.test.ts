import { describe, expect, it } from 'vitest'
import { expire } from '../../src/core/closing.ts'
import type { Fault } from '../../src/core/fault.ts'
import { lose, readAgain as stillOpen } from '../../src/core/settling.ts'
import type { Transition } from '../../src/core/transition.ts'
import { ask } from '../../src/usecases/ask.ts'
import { askAgain } from '../../src/usecases/ask-again.ts'
import { execute } from '../../src/usecases/execute.ts'
import { readAgain } from '../../src/usecases/read-again.ts'
import {
  a,
  aKey,
  as,
  HUNG_UP,
  last,
  later,
  OFF,
  ON,
  pathTo,
  policy,
  twoPersons,
  waiting,
} from '../builders.ts'
import { accepted, ready } from './carry-out.ts'
import { asked, byBob, CARD, FRESH, ID, withTwoPersons } from './two-persons.ts'
import { asker, createWorld, type Script } from './world.ts'

const wish = {
  operation: 'enable-auto-rotation',
  reference: { by: 'alias', alias: 'alias/payments' },
} as const
const PERIOD = { periodDays: 180 } as const
const HALF_YEAR = { on: true, periodDays: 180 }
const UNTOLD = { on: true }
const disagrees: Fault = { kind: 'flag_disagrees', outcome: 'unknown', status: 200 }
const untold: Fault = { kind: 'period_untold', outcome: 'unknown', status: 200 }

async function asking(script: Script, periodDays?: number) {
  const world = createWorld({ find: [[aKey()]], usable: [true], ...script }, twoPersons)
  const reply = await ask(world.deps, asker, { ...wish, ...(periodDays ? { periodDays } : {}) })
  return { ...world, reply, made: (await world.rows('SELECT id FROM requests')).length > 0 }
}

describe('ask for a period', () => {
  it('is refused where CipherTrust reports none, and looks at that key for it', async () => {
    const { reply, calls, made } = await asking({ reportsPeriods: [false] }, 180)
    expect(reply).toMatchObject({ kind: 'refused', refusal: 'period_unknown', key: aKey() })
    expect(calls.find(({ call }) => call === 'reportsPeriods')?.with).toEqual([aKey().id])
    expect(made).toBe(false)
  })

  it.each([
    ['CipherTrust reports them', true],
    ['that cannot be told before some key rotates', null],
  ])('is made where %s', async (_, reports) => {
    const { reply } = await asking({ reportsPeriods: [reports] }, 180)
    expect(reply).toMatchObject({ kind: 'asked', request: PERIOD })
  })

  const rotating: Script = { find: [[aKey({ rotation: ON })]], reportsPeriods: [true] }

  it('is made for a key that rotates in another one', async () => {
    const { reply } = await asking(rotating, 180)
    expect(reply).toMatchObject({ kind: 'asked', request: { ...PERIOD, key: { rotation: ON } } })
  })

  it('is refused for a key that rotates in this one already', async () => {
    expect((await asking({ ...rotating, readRotation: [ON] }, 365)).reply).toMatchObject({
      refusal: 'already_so',
    })
  })

  it('looks for none where none is named', async () => {
    const { count, reply } = await asking({})
    expect([count('reportsPeriods'), JSON.stringify(reply).includes('periodDays')]).toEqual([0, false])
  })

  it('is asked for again with it', async () => {
    const over = [...asked(PERIOD), expire(waiting(PERIOD), new Date(waiting().expiresAt))]
    const script: Script = { find: [[aKey()]], usable: [true], reportsPeriods: [true] }
    const { deps } = await withTwoPersons(over, script)
    await askAgain(deps, byBob, { request: ID, card: CARD })
    expect(await deps.reads.request(FRESH)).toMatchObject({ follows: ID, ...PERIOD })
  })
})

/** Carries one out that asks for 180 days. */
async function carryOut(script: Script) {
  const world = createWorld({ ...ready, ...script }, policy)
  await world.begin(pathTo.approved(PERIOD))
  await execute(world.deps, a('approved', PERIOD))
  return { ...world, request: await world.stored() }
}

const answers = (rotation: typeof HALF_YEAR | typeof UNTOLD) => ({ send: [{ ...accepted, rotation }] })

describe('execute, with a period,', () => {
  it('sends it, and succeeds when answer and read back agree', async () => {
    const { request, calls, written } = await carryOut({ ...answers(HALF_YEAR), readRotation: [HALF_YEAR] })
    expect(request).toMatchObject({ state: 'succeeded', ...PERIOD, after: { rotation: HALF_YEAR } })
    expect(calls.find(({ call }) => call === 'send')?.with).toEqual([
      ...['enable-auto-rotation, every 180 days', aKey().id],
    ])
    expect(written.at(-1)?.entry).toMatchObject({ before: OFF, after: HALF_YEAR })
  })

  it('does so although the answer does not tell the period', async () => {
    const { request } = await carryOut({ ...answers(UNTOLD), readRotation: [HALF_YEAR] })
    expect(request).toMatchObject({ state: 'succeeded', how: 'called' })
  })

  it('reads back again until the period is the new one', async () => {
    const { request, count } = await carryOut({
      ...answers(HALF_YEAR),
      readRotation: [ON, UNTOLD, HALF_YEAR],
    })
    expect([request.state, count('readRotation')]).toEqual(['succeeded', 3])
  })

  it.each<[string, Script, Fault]>([
    ['answers with another period', { send: [{ ...accepted, rotation: ON }] }, disagrees],
    ['reads back another period', { ...answers(HALF_YEAR), readRotation: [ON, ON, ON] }, disagrees],
    ['reads back none', { ...answers(HALF_YEAR), readRotation: [UNTOLD, UNTOLD, UNTOLD] }, untold],
    ['tells no period at all', { ...answers(UNTOLD), readRotation: [OFF, ON, UNTOLD] }, untold],
    ['reads back off in the end', { ...answers(HALF_YEAR), readRotation: [UNTOLD, UNTOLD, OFF] }, disagrees],
  ])('cannot tell when CipherTrust %s, and sends nothing more', async (_, script, expected) => {
    const { request, count } = await carryOut(script)
    expect(request).toMatchObject({ state: 'unconfirmed', fault: expected, ...PERIOD })
    expect(count('send')).toBe(1)
  })

  it('makes no call for a key that came to rotate in this period', async () => {
    const { request, called } = await carryOut({
      ...{ read: [aKey({ rotation: HALF_YEAR })], readRotation: [HALF_YEAR] },
    })
    expect(request).toMatchObject({ state: 'succeeded', how: 'already_so' })
    expect(called()).toEqual(['identify', 'read', 'readRotation'])
  })

  it('closes one whose key came to rotate in another one, where nobody could approve that change', async () => {
    const { request, deps, count } = await carryOut({ read: [aKey({ rotation: ON })] })
    expect(request).toMatchObject({ state: 'cancelled', why: 'too_few_approvers' })
    expect([await deps.reads.request(FRESH), count('send')]).toEqual([null, 0])
  })
})

/** A read that comes due so many seconds after the call, after so many that told nothing. */
async function readAt(seconds: number, rotation: typeof HALF_YEAR | typeof UNTOLD, reads: number) {
  const path: Transition[] = [...pathTo.calling(PERIOD)]
  const on = (step: Transition) => {
    path.push(step)
    return as(step.to, 'unconfirmed')
  }
  let request = on(lose(as(last(path), 'calling'), HUNG_UP, later(61)))
  for (let read = 0; read < reads; read++)
    request = on(stillOpen(request, { fault: HUNG_UP }, later(61 + read)))
  const world = createWorld({ readRotation: [rotation] })
  await world.begin(path)
  world.clock.at = later(60 + seconds)
  await readAgain(world.deps, request)
  return { ...world, request: await world.stored() }
}

describe('readAgain, with a period,', () => {
  it('succeeds when the key rotates in it', async () => {
    const { request } = await readAt(10, HALF_YEAR, 0)
    expect(request).toMatchObject({ state: 'succeeded', how: 'read_later', after: { rotation: HALF_YEAR } })
  })

  it.each([
    [599.999, 'unconfirmed'],
    [600, 'failed'],
  ])('takes another period, %s s after the call, for %s', async (seconds, state) => {
    const { request } = await readAt(seconds, ON, 12)
    expect(request).toMatchObject({ state, ...PERIOD })
  })

  it.each([
    ['goes on reading', 19, 3_600, 'read_again'],
    ['goes on reading before ten minutes', 20, 599.999, 'read_again'],
    ['asks a person in the end', 20, 600, 'person_asked'],
  ])('proves nothing while no period is told: it %s', async (_, reads, seconds, kind) => {
    const { request, written } = await readAt(seconds, UNTOLD, reads)
    expect(request).toMatchObject({ state: 'unconfirmed', fault: HUNG_UP, reads: reads + 1 })
    const told = { kind: 'period_untold', outcome: 'unknown' }
    expect(written.at(-1)?.entry).toMatchObject({ kind, fault: told })
  })

  it('needs none where none was asked for', async () => {
    const world = createWorld({ readRotation: [UNTOLD] })
    await world.begin(pathTo.unconfirmed())
    await readAgain(world.deps, a('unconfirmed'))
    expect(await world.stored()).toMatchObject({ state: 'succeeded' })
  })
})
