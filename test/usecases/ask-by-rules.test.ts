import { describe, expect, it } from 'vitest'
import type { Policy } from '../../src/core/policy.ts'
import { type Asked, ask } from '../../src/usecases/ask.ts'
import {
  ANN,
  aKey,
  aRequestId,
  BOB,
  KIM,
  ON,
  ONCALL,
  policy,
  SAM,
  SECURITY,
  twoPersons,
} from '../builders.ts'
import { withRules } from './two-persons.ts'
import { asker, askerOf, createWorld, type Script } from './world.ts'

const wish = {
  operation: 'enable-auto-rotation',
  reference: { by: 'alias', alias: 'alias/payments' },
} as const
const stop = { ...wish, operation: 'disable-auto-rotation', reason: 'it is retired' } as const

/** A policy with one rule for the key that is asked for, and another before it for other keys. */
function withRule(rule: object, top = twoPersons): Policy {
  const other = { name: 'other keys', match: { regions: ['us-*'] }, deny: 'not there' }
  return withRules(top, other, { name: 'production', match: { tags: { env: 'prod' } }, ...rule })
}

async function asking(inForce: Policy, script: Script = {}, asked: Asked = wish) {
  const world = createWorld({ find: [[aKey()]], usable: [true], ...script }, inForce)
  const reply = await ask(world.deps, asker, asked)
  const [row] = await world.rows('SELECT id FROM requests')
  return { ...world, reply, made: row !== undefined }
}

describe('ask, by the rule for its key,', () => {
  it('makes a request of what that rule says, not of what stands at the top', async () => {
    const rule = { approvals: 2, expires: 60_000, remind: 20_000, channel: 'C0PROD', notify: ['C0PAYMENTS'] }
    const { reply, calls } = await asking(withRule(rule))
    expect(reply).toMatchObject({
      kind: 'asked',
      request: {
        ...{ state: 'requested', rule: { name: 'production', approvals: 2 }, channel: 'C0PROD' },
        notify: ['C0PAYMENTS'],
      },
    })
    if (reply.kind !== 'asked') throw new Error('it was not asked')
    const { askedAt, expiresAt, remindAt } = reply.request
    expect([expiresAt - askedAt, (remindAt ?? 0) - askedAt]).toEqual([60_000, 40_000])
    expect(calls.at(-1)).toEqual({ call: 'usable', with: ['C0PROD'] })
  })

  it('makes the call at once where that rule asks for no approval', async () => {
    const { reply, kinds } = await asking(withRule({ approvals: 0 }))
    expect(reply).toMatchObject({
      request: { state: 'approved', rule: { name: 'production', approvals: 0 } },
    })
    expect(await kinds()).toEqual(['asked', 'approved'])
  })

  it.each<[string, object, Script, object]>([
    [
      'it denies, with its words',
      { deny: 'in the ceremony only' },
      {},
      { refusal: 'policy_denies', rule: { name: 'production', deny: 'in the ceremony only' } },
    ],
    [
      'it lists others who may ask',
      { requesters: [BOB] },
      {},
      { refusal: 'not_for_this_key', rule: { name: 'production' } },
    ],
    [
      'its group does not hold who asks',
      { requesters: [ONCALL] },
      { members: [[BOB]] },
      { refusal: 'not_for_this_key' },
    ],
    [
      'its group cannot be read',
      { requesters: [ONCALL] },
      { members: [new Error('ratelimited')] },
      { refusal: 'identity_unknown' },
    ],
    [
      'it is asked in another channel than it allows',
      { askIn: ['C0ONCALL'] },
      {},
      { refusal: 'not_here', channels: ['C0ONCALL'] },
    ],
    [
      'it asks for a reason',
      { reason: { required: true } },
      {},
      { refusal: 'reason_required', rule: { name: 'production' } },
    ],
    [
      'it asks for a ticket',
      { reason: { tickets: ['CHG'] } },
      {},
      { refusal: 'ticket_required', tickets: ['CHG'] },
    ],
    [
      'its group holds too few',
      { approvers: [SECURITY], approvals: 2 },
      { members: [[SAM, ANN]] },
      { refusal: 'too_few_approvers', quorum: { needed: 2, people: 1 } },
    ],
    [
      'the only approver is who asks',
      { approvers: [ANN] },
      {},
      { refusal: 'too_few_approvers', quorum: { needed: 1, people: 0 } },
    ],
    [
      'its channel cannot be used',
      { channel: 'C0PROD' },
      { usable: [false] },
      { refusal: 'channel_unusable' },
    ],
  ])('refuses, in the audit log too, where %s', async (_, rule, script, refused) => {
    const { reply, made, written } = await asking(withRule(rule), script)
    expect(reply).toMatchObject({ kind: 'refused', ...refused, key: aKey() })
    expect(made).toBe(false)
    const { refusal } = { refusal: '', ...refused }
    expect(written.map(({ entry }) => entry)).toMatchObject([
      { kind: 'refused', by: ANN, inputs: [{ refusal, arn: aKey().arn, command: 'rotate' }] },
    ])
  })

  it('counts in a group that is named twice nobody twice', async () => {
    const rule = { approvers: [SECURITY, SAM, ONCALL], approvals: 3 }
    const { reply } = await asking(withRule(rule), {
      members: [
        [SAM, KIM],
        [KIM, ANN],
      ],
    })
    expect(reply).toMatchObject({ refusal: 'too_few_approvers', quorum: { needed: 3, people: 2 } })
  })

  it('lets it through where a group cannot be read, which may hold enough', async () => {
    const rule = { approvers: [SECURITY], approvals: 2 }
    const { reply } = await asking(withRule(rule), { members: [new Error('ratelimited')] })
    expect(reply).toMatchObject({ kind: 'asked', request: { state: 'requested' } })
  })

  it('takes a reason with one of its tickets', async () => {
    const { reply } = await asking(
      withRule({ reason: { tickets: ['CHG'] } }),
      {},
      { ...wish, reason: 'chg-4711' },
    )
    expect(reply).toMatchObject({ kind: 'asked', request: { reason: 'chg-4711' } })
  })

  it('does not look where a button was pressed: it stands on the card', async () => {
    const rule = withRule({ askIn: ['C0ONCALL'] })
    const world = createWorld({ find: [[aKey()], [aKey()]], usable: [true] }, rule)
    expect(await ask(world.deps, askerOf(ANN, 'cmd:1'), wish)).toMatchObject({ refusal: 'not_here' })
    const again = { ...wish, follows: aRequestId(9) }
    expect(await ask(world.deps, askerOf(ANN, 'press:1'), again)).toMatchObject({ kind: 'asked' })
  })

  it('asks Slack about no approvers where none must approve', async () => {
    const { reply, count } = await asking(withRule({ approvers: [SECURITY], approvals: 0 }))
    expect([reply.kind, count('members')]).toEqual(['asked', 0])
  })

  it('asks of a key of another rule what the top says', async () => {
    const find = [[aKey({ tags: [] })]]
    const { reply } = await asking(withRule({ deny: 'no' }), { find })
    expect(reply).toMatchObject({ kind: 'asked', request: { rule: { name: 'policy', approvals: 1 } } })
  })
})

describe('ask to stop rotation', () => {
  const rotating = { find: [[aKey({ rotation: ON })]] }

  it('is refused where nobody could approve it, whatever the policy says', async () => {
    const { reply, made } = await asking(policy, rotating, stop)
    expect(reply).toMatchObject({ refusal: 'too_few_approvers', quorum: { needed: 1, people: 0 } })
    expect(made).toBe(false)
  })

  it('waits for an approval although the policy asks for none', async () => {
    const { reply } = await asking({ ...twoPersons, approvals: 0 }, rotating, stop)
    expect(reply).toMatchObject({ request: { state: 'requested', rule: { approvals: 1 } } })
  })

  it('goes by the rule for that operation', async () => {
    const match = { operations: ['disable-auto-rotation'] }
    const inForce = withRules(twoPersons, { name: 'stopping', match, approvals: 2 })
    const { reply } = await asking(inForce, rotating, stop)
    expect(reply).toMatchObject({ request: { rule: { name: 'stopping', approvals: 2 } } })
    expect((await asking(inForce)).reply).toMatchObject({
      request: { rule: { name: 'policy', approvals: 1 } },
    })
  })
})
