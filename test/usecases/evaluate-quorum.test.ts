import { describe, expect, it } from 'vitest'
import type { PersonId } from '../../src/core/ids.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Identity } from '../../src/ports.ts'
import { evaluate } from '../../src/usecases/evaluate.ts'
import { execute } from '../../src/usecases/execute.ts'
import { ANN, aKey, anInputId, as, BOB, KIM, last, ON, SAM, twoPersons } from '../builders.ts'
import { accepted } from './carry-out.ts'
import { approvedBy, bothOfTwo, claimed, isNo, knowing } from './quorum.ts'
import { withRules, withTwoPersons } from './two-persons.ts'
import { createWorld } from './world.ts'

const GONE = isNo(SAM, 'deactivated')
const SILENT = isNo(KIM, 'identity_unknown')

function judged(request: ReturnType<typeof claimed>, inForce: Policy, ...but: readonly Identity[]) {
  return evaluate(knowing(createWorld({}, inForce), ...but).deps, request)
}

/** As it was stored, whatever let it be. */
function storedAs(...people: readonly PersonId[]) {
  const approvals = people.map((by, nth) => ({ by, at: 0, input: anInputId(nth + 2) }))
  return { ...claimed(), approvals }
}

describe('evaluate, where two must approve,', () => {
  const three: Policy = { ...bothOfTwo, approvers: [SAM, KIM, BOB] }

  it.each<[string, Policy, readonly Identity[], unknown]>([
    ['goes on with both', bothOfTwo, [], 'may'],
    ['does not once one of them has left', bothOfTwo, [GONE], { refusal: 'approval_void' }],
    [
      'does not once one is not listed any more',
      { ...bothOfTwo, approvers: [SAM, BOB] },
      [],
      { refusal: 'approval_void' },
    ],
    ['cannot tell while Slack is silent about one', bothOfTwo, [SILENT], 'unknown'],
    [
      'knows that it is too few, although Slack is silent about the other',
      bothOfTwo,
      [GONE, SILENT],
      { refusal: 'approval_void' },
    ],
    ['goes on with one where one is enough by now', { ...three, approvals: 1 }, [GONE], 'may'],
    [
      'does not where three must approve by now',
      { ...three, approvals: 3 },
      [],
      { refusal: 'approval_void' },
    ],
  ])('%s', async (_, inForce, but, expected) => {
    expect(await judged(claimed(), inForce, ...but)).toEqual(expected)
  })

  it('counts one person once, however often their approval is stored', async () => {
    expect(await judged(storedAs(SAM, SAM), bothOfTwo)).toEqual({ refusal: 'approval_void' })
    expect(await judged(storedAs(SAM, SAM, KIM), bothOfTwo)).toBe('may')
    expect(await judged(storedAs(KIM, KIM), bothOfTwo, SILENT)).toEqual({ refusal: 'approval_void' })
  })

  it('counts two ids of one person once', async () => {
    const world = createWorld({}, { ...bothOfTwo, approvers: [SAM, KIM] })
    const people = {
      ...world.deps.people,
      identify: async (by: PersonId) => ({ ok: true, person: by === KIM ? SAM : by, name: 'x' }) as const,
    }
    expect(await evaluate({ ...world.deps, people }, storedAs(SAM, KIM))).toEqual({
      refusal: 'approval_void',
    })
  })

  it('never counts the requester’s own, although it is stored and they may approve', async () => {
    const everybody = { ...bothOfTwo, approvers: [ANN, SAM, KIM] }
    expect(await judged(storedAs(SAM, ANN), everybody)).toEqual({ refusal: 'approval_void' })
    expect(await judged(storedAs(ANN), { ...everybody, approvals: 1 })).toEqual({ refusal: 'approval_void' })
    expect(await judged(storedAs(SAM, ANN, KIM), everybody)).toBe('may')
  })

  it('never counts the requester by another id of theirs', async () => {
    const world = createWorld({}, { ...bothOfTwo, approvals: 1, approvers: [ANN, KIM] })
    const people = {
      ...world.deps.people,
      identify: async () => ({ ok: true, person: ANN, name: 'x' }) as const,
    }
    expect(await evaluate({ ...world.deps, people }, storedAs(KIM))).toEqual({ refusal: 'approval_void' })
  })
})

describe('evaluate, by the rule in force,', () => {
  const match = { tags: { env: 'prod' } }
  const production = (rule: object) => withRules(bothOfTwo, { name: 'production', match, ...rule })

  it.each<[string, object, unknown]>([
    ['goes on', {}, 'may'],
    ['stops what it denies by now', { deny: 'not before the audit' }, { refusal: 'policy_denies' }],
    ['stops who may not ask by it any more', { requesters: [BOB] }, { refusal: 'not_allowed' }],
    ['counts only whom it lists', { approvers: [BOB, KIM] }, { refusal: 'approval_void' }],
    [
      'asks for as many as it says',
      { approvals: 3, approvers: [SAM, KIM, BOB] },
      { refusal: 'approval_void' },
    ],
  ])('%s', async (_, rule, expected) => {
    expect(await judged(claimed(), production(rule))).toEqual(expected)
  })

  it('asks Slack about nobody where it denies', async () => {
    const { deps, called } = createWorld({}, production({ deny: 'no' }))
    expect(await evaluate(deps, claimed())).toEqual({ refusal: 'policy_denies' })
    expect(called()).toEqual([])
  })

  it('asks for one approval of switching off, although the policy asks for none by now', async () => {
    const stopping = { operation: 'disable-auto-rotation', key: aKey({ rotation: ON }) } as const
    const nobody = { ...claimed(stopping), approvals: [] }
    expect(await judged(nobody, { ...twoPersons, approvals: 0 })).toEqual({ refusal: 'approval_void' })
    expect(await judged(claimed(stopping), { ...twoPersons, approvals: 0 })).toBe('may')
  })
})

describe('execute, of what two approved,', () => {
  const path = approvedBy([SAM, KIM])
  const approved = as(last(path), 'approved')

  it('makes the call', async () => {
    const script = { read: [aKey()], prepare: ['account-1'], send: [accepted], readRotation: [ON] }
    const world = knowing(await withTwoPersons(path, script, bothOfTwo))
    await execute(world.deps, approved)
    expect(await world.stored()).toMatchObject({ state: 'succeeded', approvals: [{ by: SAM }, { by: KIM }] })
    expect(world.count('send')).toBe(1)
  })

  it.each<[string, Policy, readonly Identity[]]>([
    ['approval_void', bothOfTwo, [GONE]],
    ['policy_denies', withRules(bothOfTwo, { name: 'all', deny: 'the freeze' }), []],
  ])('closes it and reads nothing: %s', async (why, inForce, but) => {
    const world = knowing(await withTwoPersons(path, {}, inForce), ...but)
    await execute(world.deps, approved)
    expect(await world.stored()).toMatchObject({ state: 'cancelled', why })
    expect(await world.kinds()).toEqual(['asked', 'approved', 'approved', 'claimed', 'cancelled'])
    expect(world.called()).toEqual([])
  })
})
