import { describe, expect, it } from 'vitest'
import { GroupId } from '../../src/core/ids.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import type { Reply } from '../../src/core/reply.ts'
import { admit, authorize } from '../../src/usecases/authorize.ts'
import { ANN, BOB, KIM, NO, ONCALL, policy, SAM, SECURITY, twoPersons } from '../builders.ts'
import { ann, asker, createWorld, sam } from './world.ts'

const groupsOnly: Policy = { ...policy, requesters: [ONCALL] }
const byGroups: Policy = { ...twoPersons, requesters: [ONCALL], approvers: [SECURITY], admins: [BOB] }
const nothing = { requesters: null, approvers: null, admins: null }
const bob = { ok: true, person: BOB, name: 'Bob' } as const

describe('authorize', () => {
  it('lets a person in who is named, and reads no group for it', async () => {
    const { deps, called } = createWorld({ identify: [ann] })
    const who = { person: ANN, standings: { ...nothing, requesters: ANN } }
    expect(await authorize(deps, ANN, ['requesters'], deps.policy)).toEqual({ ok: true, ...who })
    expect(called()).toEqual(['identify'])
  })

  it('lets a person in who is in a group', async () => {
    const { deps } = createWorld({ identify: [ann], members: [[BOB, ANN]] }, groupsOnly)
    const who = { person: ANN, standings: { ...nothing, requesters: ONCALL } }
    expect(await authorize(deps, ANN, ['requesters'], deps.policy)).toEqual({ ok: true, ...who })
  })

  it('goes by the person Slack names, not by the id that came with the command', async () => {
    const { deps } = createWorld({ identify: [bob] })
    const who = { person: BOB, standings: { ...nothing, requesters: BOB } }
    expect(await authorize(deps, ANN, ['requesters'], deps.policy)).toEqual({ ok: true, ...who })
  })

  it.each<Refusal>(['deactivated', 'guest', 'bot', 'foreign', 'identity_unknown'])(
    'refuses who Slack says is %s, and reads no group for it',
    async (refusal) => {
      const { deps, called } = createWorld({ identify: [{ ok: false, person: ANN, refusal }] }, groupsOnly)
      expect(await authorize(deps, ANN, ['requesters'], deps.policy)).toEqual({
        ok: false,
        person: ANN,
        refusal,
      })
      expect(called()).toEqual(['identify'])
    },
  )

  it('refuses who is in no group', async () => {
    const { deps } = createWorld({ identify: [ann], members: [[BOB]] }, groupsOnly)
    const refused = { ok: false, person: ANN, refusal: 'not_allowed' }
    expect(await authorize(deps, ANN, ['requesters'], deps.policy)).toEqual(refused)
  })

  it('refuses who cannot be told apart because a group cannot be read', async () => {
    const { deps } = createWorld({ identify: [ann], members: [new Error('ratelimited')] }, groupsOnly)
    const refused = { ok: false, person: ANN, refusal: 'identity_unknown' }
    expect(await authorize(deps, ANN, ['requesters'], deps.policy)).toEqual(refused)
  })

  it('lets in who is in one group although another cannot be read', async () => {
    const other = GroupId.parse('S0OTHER')
    const members = [new Error('no_such_subteam'), [ANN]]
    const { deps } = createWorld({ identify: [ann], members }, { ...policy, requesters: [other, ONCALL] })
    expect(await authorize(deps, ANN, ['requesters'], deps.policy)).toMatchObject({
      standings: { requesters: ONCALL },
    })
  })
})

describe('authorize, for several lists,', () => {
  const all = ['requesters', 'approvers', 'admins'] as const

  it('lets in who stands in one of them, and says under what in each', async () => {
    const { deps, calls } = createWorld({ identify: [sam], members: [[ANN], [SAM, KIM]] }, byGroups)
    const standings = { requesters: null, approvers: SECURITY, admins: null }
    expect(await authorize(deps, SAM, all, deps.policy)).toEqual({ ok: true, person: SAM, standings })
    expect(calls.slice(1).map(({ with: args }) => args)).toEqual([[ONCALL], [SECURITY]])
  })

  it('does not let an approver in among those who ask', async () => {
    const { deps, count } = createWorld({ identify: [sam], members: [[ANN]] }, byGroups)
    const refused = { ok: false, person: SAM, refusal: 'not_allowed' }
    expect(await authorize(deps, SAM, ['requesters'], deps.policy)).toEqual(refused)
    expect(count('members')).toBe(1)
  })

  it('lets in who stands in one list although another cannot be told', async () => {
    const { deps } = createWorld({ identify: [ann], members: [[ANN], new Error('ratelimited')] }, byGroups)
    const standings = { requesters: ONCALL, approvers: 'unknown', admins: null }
    expect(await authorize(deps, ANN, all, deps.policy)).toEqual({ ok: true, person: ANN, standings })
  })

  it('refuses who stands in none as far as it can be told', async () => {
    const { deps } = createWorld({ identify: [sam], members: [[ANN], new Error('ratelimited')] }, byGroups)
    expect(await authorize(deps, SAM, all, deps.policy)).toEqual({
      ok: false,
      person: SAM,
      refusal: 'identity_unknown',
    })
  })
})

describe('admit', () => {
  const goOn = async (): Promise<Reply> => NO

  it('goes on with the person Slack names, under whose name all else is done', async () => {
    const { deps, kinds } = createWorld({ identify: [bob] })
    const seen: unknown[] = []
    const reply = await admit(deps, asker, ['requesters'], async (known) => {
      seen.push(known)
      return NO
    })
    expect(reply).toBe(NO)
    expect(seen).toEqual([{ ...asker, person: BOB }])
    expect(await kinds()).toEqual([])
  })

  it.each<[string, Refusal]>([
    ['a guest', 'guest'],
    ['whom Slack does not tell about', 'identity_unknown'],
  ])('refuses %s in the audit log, under the name Slack gives, and does not go on', async (_, refusal) => {
    const { deps, written } = createWorld({ identify: [{ ok: false, person: BOB, refusal }] })
    const reply = await admit(deps, asker, ['requesters'], () => Promise.reject(new Error('went on')))
    expect(reply).toEqual({ kind: 'refused', refusal })
    expect(written.map(({ entry }) => entry)).toMatchObject([
      { kind: 'refused', by: BOB, inputs: [{ command: 'rotate', refusal, input: asker.input }] },
    ])
  })

  it('refuses who stands in another list only', async () => {
    const { deps, kinds } = createWorld({ identify: [sam] }, twoPersons)
    expect(await admit(deps, asker, ['requesters'], goOn)).toEqual({
      kind: 'refused',
      refusal: 'not_allowed',
    })
    expect(await kinds()).toEqual(['refused'])
  })
})
