import { describe, expect, it } from 'vitest'
import { GroupId } from '../../src/core/ids.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import { authorize } from '../../src/usecases/authorize.ts'
import { ANN, BOB, ONCALL, policy } from '../builders.ts'
import { ann, createWorld } from './world.ts'

const groupsOnly = { ...policy, requesters: [ONCALL] }

describe('authorize', () => {
  it('lets a person ask who is named, and reads no group for it', async () => {
    const { deps, called } = createWorld({ identify: [ann] })
    expect(await authorize(deps, ANN)).toEqual({ ok: true, person: ANN, by: ANN })
    expect(called()).toEqual(['identify'])
  })

  it('lets a person ask who is in a group', async () => {
    const { deps } = createWorld({ identify: [ann], members: [[BOB, ANN]] }, groupsOnly)
    expect(await authorize(deps, ANN)).toEqual({ ok: true, person: ANN, by: ONCALL })
  })

  it('goes by the person Slack names, not by the id that came with the command', async () => {
    const { deps } = createWorld({ identify: [{ ok: true, person: BOB, name: 'Bob' }] })
    expect(await authorize(deps, ANN)).toEqual({ ok: true, person: BOB, by: BOB })
  })

  it.each<Refusal>(['deactivated', 'guest', 'bot', 'foreign', 'identity_unknown'])(
    'refuses who Slack says is %s, and reads no group for it',
    async (refusal) => {
      const { deps, called } = createWorld({ identify: [{ ok: false, person: ANN, refusal }] }, groupsOnly)
      expect(await authorize(deps, ANN)).toEqual({ ok: false, person: ANN, refusal })
      expect(called()).toEqual(['identify'])
    },
  )

  it('refuses who is in no group', async () => {
    const { deps } = createWorld({ identify: [ann], members: [[BOB]] }, groupsOnly)
    expect(await authorize(deps, ANN)).toEqual({ ok: false, person: ANN, refusal: 'not_allowed' })
  })

  it('refuses who cannot be told apart because a group cannot be read', async () => {
    const { deps } = createWorld({ identify: [ann], members: [new Error('ratelimited')] }, groupsOnly)
    expect(await authorize(deps, ANN)).toEqual({ ok: false, person: ANN, refusal: 'identity_unknown' })
  })

  it('lets in who is in one group although another cannot be read', async () => {
    const other = GroupId.parse('S0OTHER')
    const members = [new Error('no_such_subteam'), [ANN]]
    const { deps } = createWorld({ identify: [ann], members }, { ...policy, requesters: [other, ONCALL] })
    expect(await authorize(deps, ANN)).toEqual({ ok: true, person: ANN, by: ONCALL })
  })
})
