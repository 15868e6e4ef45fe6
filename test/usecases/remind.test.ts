import { describe, expect, it } from 'vitest'
import { GroupId, PersonId } from '../../src/core/ids.ts'
import type { Policy } from '../../src/core/policy.ts'
import { StoreConflict } from '../../src/ports.ts'
import { advance } from '../../src/usecases/advance.ts'
import { remind } from '../../src/usecases/remind.ts'
import { ANN, as, BOB, KIM, last, later, SAM, SECURITY, twoPersons, waiting } from '../builders.ts'
import { approvedBy, BOTH, bothOfTwo } from './quorum.ts'
import { asked, ID, withRules, withTwoPersons } from './two-persons.ts'
import type { Script } from './world.ts'

const OTHERS = GroupId.parse('S0OTHERS')
const many = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => PersonId.parse(`U0${name}`))
const silent = new Error('ratelimited')

async function reminded(inForce: Policy, script: Script = {}, path = asked()) {
  const world = await withTwoPersons(path, script, inForce)
  await remind(world.deps, as(last(path), 'requested'))
  const entry = world.written.at(-1)?.entry
  return { ...world, of: entry?.kind === 'reminded' ? entry.of : null }
}

describe('remind', () => {
  it('calls those who may approve, once, in the thread', async () => {
    const { of, stored, kinds, rows } = await reminded(twoPersons)
    expect(of).toEqual([SAM, KIM])
    expect(await stored()).toMatchObject({ state: 'requested', remindedAt: later(60).getTime(), version: 2 })
    expect(await kinds()).toEqual(['asked', 'reminded'])
    expect(await rows('SELECT telling FROM messages')).toEqual([{ telling: 'line' }, { telling: 'line' }])
  })

  it('calls those whom the rule in force lists, not those of the one it was asked under', async () => {
    const rule = { name: 'production', match: { tags: { env: 'prod' } }, approvers: [BOB] }
    expect((await reminded(withRules(twoPersons, rule))).of).toEqual([BOB])
  })

  it('leaves out who asked, and who has approved already', async () => {
    const inForce = { ...bothOfTwo, approvers: [ANN, SAM, KIM, BOB] }
    expect((await reminded(inForce, {}, approvedBy([SAM]))).of).toEqual([KIM, BOB])
  })

  it('calls the few people of a group by their names', async () => {
    const inForce = { ...twoPersons, approvers: [SECURITY, SAM] }
    const { of } = await reminded(inForce, { members: [[KIM, ANN, SAM]] })
    expect(of).toEqual([KIM, SAM])
  })

  it.each([
    [5, many.slice(0, 5)],
    [6, [SECURITY]],
  ])('calls %i people of a group: %j', async (count, expected) => {
    const inForce = { ...twoPersons, approvers: [SECURITY] }
    expect((await reminded(inForce, { members: [many.slice(0, count)] })).of).toEqual(expected)
  })

  it('calls groups, and of the people those who are left, where there are many', async () => {
    const inForce = { ...bothOfTwo, approvers: [SECURITY, SAM, ANN, KIM] }
    const { of } = await reminded(inForce, { members: [many] }, approvedBy([SAM]))
    expect(of).toEqual([SECURITY, KIM])
  })

  it('calls a group whose people Slack does not tell', async () => {
    const inForce = { ...twoPersons, approvers: [SECURITY, OTHERS, SAM] }
    expect((await reminded(inForce, { members: [silent, [KIM]] })).of).toEqual([SECURITY, OTHERS, SAM])
  })

  it('calls nobody where the rule denies by now: they could not approve', async () => {
    const { of, called } = await reminded(withRules(twoPersons, { name: 'all', deny: 'the freeze' }))
    expect([of, called()]).toEqual([[], []])
  })

  it('calls nobody where nobody is left', async () => {
    const path = approvedBy([SAM], { rule: { ...BOTH, approvers: [SAM] } })
    expect((await reminded({ ...bothOfTwo, approvers: [SAM] }, {}, path)).of).toEqual([])
  })

  it('calls who has approved already where the rule asks for so few by now that their yes, once more, is enough', async () => {
    const path = approvedBy([SAM], { rule: { ...BOTH, approvers: [SAM] } })
    expect((await reminded({ ...twoPersons, approvers: [SAM] }, {}, path)).of).toEqual([SAM])
  })

  it('gives way to a decision that came first', async () => {
    const world = await withTwoPersons(approvedBy([SAM]), {}, bothOfTwo)
    await expect(remind(world.deps, waiting({ rule: BOTH }))).rejects.toThrow(StoreConflict)
  })
})

describe('advance, to a reminder,', () => {
  const path = asked({ rule: { ...BOTH, remind: 1_800_000 } })
  const END = 8 * 3_600

  it('reminds when it is due, and then waits for the end', async () => {
    const { deps, clock, kinds } = await withTwoPersons(path, {}, bothOfTwo)
    expect(await advance(deps, ID)).toBe(later(END - 1_800).getTime())
    clock.at = later(END - 1_800)
    expect(await advance(deps, ID)).toBeNull()
    expect(await advance(deps, ID)).toBe(later(END).getTime())
    expect(await kinds()).toEqual(['asked', 'reminded'])
  })

  it('reminds late, of what was approved by one meanwhile', async () => {
    const twice = approvedBy([SAM], { rule: { ...BOTH, remind: 1_800_000 } })
    const { deps, clock, written } = await withTwoPersons(twice, {}, bothOfTwo)
    clock.at = later(END - 1)
    await advance(deps, ID)
    expect(written.at(-1)?.entry).toMatchObject({ kind: 'reminded', of: [KIM] })
  })

  it('reminds nobody once the time is over', async () => {
    const { deps, clock, kinds } = await withTwoPersons(path, {}, bothOfTwo)
    clock.at = later(END)
    await advance(deps, ID)
    expect(await kinds()).toEqual(['asked', 'expired'])
  })

  it('looks again soon where a decision came between', async () => {
    const { deps, clock, during } = await withTwoPersons(
      path,
      { members: [[KIM]] },
      { ...bothOfTwo, approvers: [SAM, SECURITY] },
    )
    clock.at = later(END - 1)
    during.members = () =>
      deps.ledger.commit(...approvedBy([SAM], { rule: { ...BOTH, remind: 1_800_000 } }).slice(1))
    expect(await advance(deps, ID)).toBe(later(END).getTime())
    const stored = await deps.reads.request(ID)
    expect(stored).toMatchObject({ state: 'requested', approvals: [{ by: SAM }] })
    expect(stored).not.toHaveProperty('remindedAt')
  })
})
