import { describe, expect, it } from 'vitest'
import { dispatch } from '../../src/commands/dispatch.ts'
import { MessageTs, PersonId } from '../../src/core/ids.ts'
import { Policy } from '../../src/core/policy.ts'
import { ROLES } from '../../src/core/standing.ts'
import type { People } from '../../src/ports.ts'
import { ask } from '../../src/usecases/ask.ts'
import { admit } from '../../src/usecases/authorize.ts'
import { consider } from '../../src/usecases/consider.ts'
import { decide } from '../../src/usecases/decide.ts'
import {
  ANN,
  AUDIT,
  aKey,
  anInputId,
  BOB,
  KIM,
  ON,
  ONE_APPROVAL,
  pathTo,
  policy,
  SAM,
  twoPersons,
  waiting,
} from '../builders.ts'
import { accepted } from './carry-out.ts'
import { approvedBy, BOTH, bothOfTwo, isNo, knowing } from './quorum.ts'
import { often, ports, runJobs } from './run-jobs.ts'
import { agreed, asked, byAnn, byKim, bySam, CARD, ID, withTwoPersons } from './two-persons.ts'
import { asker, askerOf, createWorld } from './world.ts'

// What has gone wrong with approvals in other bots of this kind. Each is named by how this one behaves.

const approve = { request: ID, verdict: 'approve' } as const
const deny = { request: ID, verdict: 'deny' } as const
const wish = { operation: 'enable-auto-rotation', reference: { by: 'uuid', id: aKey().id } } as const

async function living(inForce: Policy, rule = ONE_APPROVAL) {
  const script = { ...ports, send: [accepted], readRotation: often(ON) }
  const world = knowing(createWorld(script, inForce))
  await world.deps.ledger.commit(...asked({ rule }))
  await runJobs(world, false)
  return world
}

describe('a click', () => {
  it('that comes fifty times decides once, and makes one call', async () => {
    const people = Array.from({ length: 50 }, (_, n) => PersonId.parse(`U0P${n}`))
    const world = await living({ ...twoPersons, approvers: people })
    const clicks = people.map((person) => askerOf(person, `view:${person}`))
    await Promise.all(clicks.map((one) => decide(world.deps, one, approve)))
    await runJobs(world)
    expect((await world.kinds()).filter((kind) => kind === 'approved')).toHaveLength(1)
    expect([world.count('send'), (await world.stored()).state]).toEqual([1, 'succeeded'])
  })

  const paths = { waits: asked(), 'has one of two': approvedBy([SAM]), agreed: agreed(), ...pathTo }

  it.each(Object.entries(paths))('is never silent, and in the log when it did nothing: %s', async (_, of) => {
    const path = typeof of === 'function' ? of() : of
    for (const person of [ANN, BOB, SAM, KIM])
      for (const look of [approve, deny]) {
        const world = knowing(await withTwoPersons(path, { read: [aKey()] }, bothOfTwo))
        const before = (await world.kinds()).length
        const pressed = await consider(world.deps, askerOf(person, 'press:1'), { ...look, card: CARD })
        const decided = await decide(world.deps, askerOf(person, 'view:1'), look)
        expect(['form', 'refused']).toContain(pressed.kind)
        expect(['decided', 'refused']).toContain(decided.kind)
        expect((await world.kinds()).length).toBeGreaterThan(before)
      }
  })

  it('after the deadline counts for nothing, although no job has closed the request yet', async () => {
    const world = await withTwoPersons(asked())
    world.clock.at = new Date(waiting().expiresAt)
    for (const look of [approve, deny]) {
      expect(await decide(world.deps, bySam, look)).toMatchObject({ refusal: 'too_late' })
      expect(await consider(world.deps, bySam, look)).toMatchObject({ refusal: 'too_late' })
    }
    expect(await world.stored()).toEqual(waiting())
  })

  it('counts after a restart: what it needs is in the store, and nothing in the process', async () => {
    const world = await living(twoPersons)
    const { store } = world
    const reborn = { ...createWorld({}, twoPersons).deps, ledger: store.ledger, reads: store.requests }
    expect(await decide({ ...reborn, now: world.deps.now }, bySam, approve)).toMatchObject({
      kind: 'decided',
    })
    expect(await world.stored()).toMatchObject({ state: 'approved' })
  })

  it('on a message that only looks like the card opens no form', async () => {
    const { deps } = await withTwoPersons(asked())
    const forged = { channel: AUDIT, ts: MessageTs.parse('1772442000.000999') }
    expect(await consider(deps, bySam, { ...approve, card: forged })).toMatchObject({
      refusal: 'not_its_card',
    })
  })

  it('that is delivered again decides once, also while it is one of two', async () => {
    const { deps, kinds, stored } = knowing(await withTwoPersons(asked({ rule: BOTH }), {}, bothOfTwo))
    const first = await decide(deps, bySam, approve)
    const again = await Promise.all([1, 2, 3].map(() => decide(deps, bySam, approve)))
    expect(again).toEqual([first, first, first])
    expect([await kinds(), (await stored()).approvals.length]).toEqual([['asked', 'approved'], 1])
  })
})

describe('whoever is not named', () => {
  const nobody: Policy = { ...twoPersons, approvers: [] }

  it('does not approve because the list of approvers is empty: a list that names nobody lets in nobody', async () => {
    for (const person of [SAM, KIM, BOB]) {
      const { deps } = await withTwoPersons(asked(), {}, nobody)
      expect(await decide(deps, askerOf(person, 'view:1'), approve)).toMatchObject({
        refusal: 'not_approver',
      })
    }
  })

  it('is not waited for: with no approvers nothing is asked that needs one, and no such list can be written', async () => {
    const { deps } = createWorld({ find: [[aKey()]] }, nobody)
    expect(await ask(deps, asker, wish)).toMatchObject({ refusal: 'too_few_approvers' })
    const written = { channel: AUDIT, requesters: [ANN], approvals: 1, approvers: [] }
    expect(Policy.safeParse(written).success).toBe(false)
  })

  it('does not approve by the name of somebody who is', async () => {
    const other = PersonId.parse('U0OTHERSAM')
    const { deps } = await withTwoPersons(asked())
    const people: People = { ...deps.people, identify: async (person) => ({ ok: true, person, name: 'Sam' }) }
    const pressing = admit({ ...deps, people }, askerOf(other, 'view:1'), ROLES, (known) =>
      decide({ ...deps, people }, known, approve),
    )
    expect(await pressing).toEqual({ kind: 'refused', refusal: 'not_allowed' })
  })

  it('is refused on every path alike: by a form, by a line, and before the form', async () => {
    for (const [person, refusal] of [
      [ANN, 'own_request'],
      [BOB, 'not_approver'],
    ] as const) {
      const { deps } = knowing(await withTwoPersons(asked()))
      const by = askerOf(person, 'view:1')
      const line = (text: string) => dispatch(deps, { by: person, id: anInputId(7), channel: AUDIT, text })
      const replies = [
        ...[await decide(deps, by, approve), await decide(deps, by, deny)],
        ...[await consider(deps, by, approve), await consider(deps, by, deny)],
        ...[await line(`approve ${ID}`), await line(`deny ${ID}`), await line(`deny ${ID} because no`)],
      ]
      expect(replies.map((reply) => reply.kind === 'refused' && reply.refusal)).toEqual(
        replies.map(() => refusal),
      )
    }
  })
})

describe('an approval', () => {
  it('of one person from two devices, and under the ids of two workspaces, counts once', async () => {
    const world = await withTwoPersons(asked({ rule: BOTH }), {}, { ...bothOfTwo, approvers: [SAM, KIM] })
    const [here, there] = [PersonId.parse('U0HERE'), PersonId.parse('U0THERE')]
    const people: People = {
      ...world.deps.people,
      identify: async (user) => ({
        ok: true,
        person: user === here || user === there ? SAM : user,
        name: 'Sam',
      }),
    }
    const deps = { ...world.deps, people }
    const press = (user: PersonId, input: string) =>
      admit(deps, askerOf(user, input), ROLES, (known) => decide(deps, known, approve))
    expect(await press(here, 'view:desk')).toMatchObject({ kind: 'decided', request: { state: 'requested' } })
    for (const user of [here, there, SAM])
      expect(await press(user, `view:${user}`)).toMatchObject({ refusal: 'already_approved' })
    expect((await world.stored()).approvals).toMatchObject([{ by: SAM }])
    expect((await world.stored()).approvals).toHaveLength(1)
    expect(await press(KIM, 'view:kim')).toMatchObject({ request: { state: 'approved' } })
  })

  it('of somebody whose account is deactivated before the call does not count, and no call is made', async () => {
    const world = await living(twoPersons)
    await decide(world.deps, byKim, approve)
    knowing(world, isNo(KIM, 'deactivated'))
    await runJobs(world)
    expect(await world.stored()).toMatchObject({ state: 'cancelled', why: 'approval_void' })
    expect(world.count('send')).toBe(0)
  })

  it('that cannot be written into the audit log is none, and no call is made', async () => {
    const world = await living(twoPersons)
    const full = `CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'disk full'); END`
    await world.rows(full)
    await expect(decide(world.deps, bySam, approve)).rejects.toThrow('disk full')
    await runJobs(world, false)
    expect([(await world.stored()).state, world.count('send')]).toEqual(['requested', 0])
  })

  it('of the requester is refused, also where they are its only approver', async () => {
    const { deps } = await withTwoPersons(asked(), {}, { ...twoPersons, approvers: [ANN] })
    expect(await decide(deps, byAnn, approve)).toMatchObject({ refusal: 'own_request' })
  })

  it('is waited for during hours where the policy does not say how long', async () => {
    const { channel, requesters } = policy
    const silent = Policy.parse({ channel, requesters, approvers: [SAM], approvals: 1 })
    const { deps } = createWorld({ find: [[aKey()]], usable: [true] }, silent)
    const reply = await ask(deps, asker, wish)
    if (reply.kind !== 'asked') throw new Error(`it answered ${reply.kind}`)
    expect(reply.request.expiresAt - reply.request.askedAt).toBe(8 * 3_600_000)
  })
})
