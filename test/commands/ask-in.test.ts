import { describe, expect, it } from 'vitest'
import { dispatch } from '../../src/commands/dispatch.ts'
import { ChannelId, PersonId } from '../../src/core/ids.ts'
import { type Policy, WrittenRule } from '../../src/core/policy.ts'
import { ANN, aKey, SAM, twoPersons, waiting } from '../builders.ts'
import { closedDeps, typed } from './deps.ts'
import { keeping } from './open-deps.ts'

const ONCALL_CHANNEL = ChannelId.parse('C0ONCALL')
const PAYMENTS = ChannelId.parse('C0PAYMENTS')
const DIRECT = ChannelId.parse('D0ANN')
const here: Policy = { ...twoPersons, askIn: [ONCALL_CHANNEL] }
const rule = (askIn: ChannelId) => WrittenRule.parse({ name: 'payments', askIn: [askIn] })
const ID = waiting().id

function saying(text: string, channel: ChannelId, { by = ANN, inForce = here } = {}) {
  const { deps, refusals } = keeping(waiting(), inForce)
  return dispatch(deps, { ...typed(text, by), channel }).then((reply) => ({ reply, refusals }))
}

describe('askIn', () => {
  it.each(['show alias/payments', 'requests', `approve ${ID}`])(
    'refuses %j elsewhere, without an entry where it only reads',
    async (text) => {
      const { reply, refusals } = await saying(text, PAYMENTS)
      expect(reply).toEqual({ kind: 'refused', refusal: 'not_here', channels: [ONCALL_CHANNEL] })
      expect(refusals).toHaveLength(text.startsWith('approve') ? 1 : 0)
    },
  )

  it.each([
    ['rotate alias/payments', 'rotate', ANN],
    ['rotate alias/payments every x', 'rotate', ANN],
    ['stop-rotation alias/payments because x', 'stop-rotation', ANN],
    [`deny ${ID} because no`, 'deny', SAM],
    [`withdraw ${ID}`, 'withdraw', ANN],
  ])('refuses %j elsewhere, with an entry, before it reads what it says', async (text, command, by) => {
    const { reply, refusals } = await saying(text, PAYMENTS, { by })
    expect(reply).toEqual({ kind: 'refused', refusal: 'not_here', channels: [ONCALL_CHANNEL] })
    expect(refusals).toMatchObject([{ by, refused: { command, refusal: 'not_here', channel: PAYMENTS } }])
  })

  it.each(['help', '', 'whoami', 'frobnicate'])('lets anybody type %j anywhere', async (text) => {
    const { reply, refusals } = await saying(text, PAYMENTS)
    expect([reply.kind === 'refused', refusals]).toEqual([false, []])
  })

  it('goes on in a channel that is listed', async () => {
    const { reply } = await saying(`withdraw ${ID}`, ONCALL_CHANNEL)
    expect(reply).toMatchObject({ kind: 'withdrawn' })
  })

  it('counts a direct message as another channel', async () => {
    expect((await saying('requests', DIRECT)).reply).toMatchObject({ refusal: 'not_here' })
  })

  it('goes on everywhere where the top lists none, whatever a rule lists', async () => {
    const inForce = { ...twoPersons, rules: [rule(ONCALL_CHANNEL)] }
    for (const channel of [PAYMENTS, DIRECT])
      expect((await saying('requests', channel, { inForce })).reply).toMatchObject({ kind: 'requests' })
  })

  it('goes on in a channel that a rule lists for its keys, as well as in those at the top', async () => {
    const inForce = { ...here, rules: [rule(PAYMENTS)] }
    for (const channel of [PAYMENTS, ONCALL_CHANNEL])
      expect((await saying('requests', channel, { inForce })).reply).toMatchObject({ kind: 'requests' })
    const elsewhere = await saying('requests', DIRECT, { inForce })
    expect(elsewhere.reply).toMatchObject({ refusal: 'not_here', channels: [PAYMENTS, ONCALL_CHANNEL] })
  })

  it('tells a stranger that they are one rather than where to type', async () => {
    const { reply } = await saying('rotate alias/payments', PAYMENTS, { by: PersonId.parse('U0STRANGER') })
    expect(reply).toMatchObject({ refusal: 'not_allowed' })
  })

  it('of a rule holds for its keys once the key is known, with an entry', async () => {
    const inForce = { ...twoPersons, rules: [rule(ONCALL_CHANNEL)] }
    const { deps, refusals } = closedDeps({ policy: inForce })
    const ciphertrust = { ...deps.ciphertrust, find: async () => [aKey()] }
    const reply = await dispatch({ ...deps, ciphertrust }, typed('rotate alias/payments'))
    expect(reply).toMatchObject({ refusal: 'not_here', channels: [ONCALL_CHANNEL], key: aKey() })
    expect(refusals).toMatchObject([{ by: ANN, refused: { refusal: 'not_here', arn: aKey().arn } }])
  })
})
