import { describe, expect, it } from 'vitest'
import type { Policy } from '../../src/core/policy.ts'
import { ruleFor } from '../../src/core/rules.ts'
import { show } from '../../src/usecases/show.ts'
import { ANN, AUDIT, aKey, KIM, ON, pathTo, SAM, SECURITY, twoPersons } from '../builders.ts'
import { withRules } from './two-persons.ts'
import { createWorld, type Script } from './world.ts'

const payments = { by: 'alias', alias: 'alias/payments' } as const

async function ifAsked(inForce: Policy, person = ANN, script: Script = {}) {
  const world = createWorld({ find: [[aKey()]], ...script }, inForce)
  const reply = await show(world.deps, { person, channel: AUDIT }, payments)
  if (reply.kind !== 'key') throw new Error(`it answered ${reply.kind}`)
  return { ...world, ifAsked: reply.ifAsked }
}

describe('show, of what would come of asking,', () => {
  it('names the operation that would change the key, its rule, and those who could approve it', async () => {
    const off = await ifAsked(twoPersons)
    expect(off.ifAsked).toEqual({
      operation: 'enable-auto-rotation',
      rule: ruleFor(twoPersons, { operation: 'enable-auto-rotation' }, aKey()),
      approvers: { people: [SAM, KIM], unread: [] },
      nos: [],
    })
    const on = await ifAsked({ ...twoPersons, approvals: 0 }, ANN, { find: [[aKey({ rotation: ON })]] })
    expect(on.ifAsked).toMatchObject({ operation: 'disable-auto-rotation', rule: { approvals: 1 } })
  })

  it('goes by the rule for that operation', async () => {
    const stopping = { name: 'stopping', match: { operations: ['disable-auto-rotation'] }, approvals: 2 }
    const inForce = withRules(twoPersons, stopping)
    expect((await ifAsked(inForce)).ifAsked.rule.name).toBe('policy')
    const on = await ifAsked(inForce, ANN, { find: [[aKey({ rotation: ON })]] })
    expect(on.ifAsked.rule.name).toBe('stopping')
  })

  it('never counts the reader among those who could approve', async () => {
    const inForce = { ...twoPersons, approvers: [SECURITY, SAM] }
    const { ifAsked: found } = await ifAsked(inForce, SAM, { members: [[KIM, SAM]] })
    expect(found.approvers).toEqual({ people: [KIM], unread: [] })
  })

  it('says which groups could not be read', async () => {
    const inForce = { ...twoPersons, approvers: [SECURITY, SAM] }
    const { ifAsked: found } = await ifAsked(inForce, ANN, { members: [new Error('ratelimited')] })
    expect(found).toMatchObject({ approvers: { people: [SAM], unread: [SECURITY] }, nos: [] })
  })

  it('gives every reason against it, and makes no entry of them', async () => {
    const rule = { name: 'all', requesters: [KIM], askIn: ['C0ONCALL'], reason: { tickets: ['CHG'] } }
    const world = await ifAsked(withRules(twoPersons, rule), ANN, { find: [[aKey({ state: 'Disabled' })]] })
    expect(world.ifAsked.nos.map(({ refusal }) => refusal)).toEqual([
      ...['not_for_this_key', 'not_here', 'disabled', 'ticket_required'],
    ])
    expect(await world.kinds()).toEqual([])
  })

  it('says that a rule denies it, and why', async () => {
    const { ifAsked: found } = await ifAsked(withRules(twoPersons, { name: 'all', deny: 'see the wiki' }))
    expect(found.nos).toEqual([
      { refusal: 'policy_denies', facts: { rule: { name: 'all', deny: 'see the wiki' } } },
    ])
  })

  it('shows the open request', async () => {
    const world = createWorld({ find: [[aKey()]] }, twoPersons)
    const open = await world.walk(pathTo.requested())
    const reply = await show(world.deps, { person: ANN, channel: AUDIT }, payments)
    expect(reply).toMatchObject({
      ifAsked: { nos: [{ refusal: 'open_request', facts: { request: open } }] },
      last: open,
    })
  })
})
