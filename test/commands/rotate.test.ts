import { describe, expect, it } from 'vitest'
import type { CommandDeps } from '../../src/commands/command.ts'
import { dispatch } from '../../src/commands/dispatch.ts'
import type { Key } from '../../src/core/key.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Transition } from '../../src/core/transition.ts'
import { ANN, aKey, ON, policy, twoPersons } from '../builders.ts'
import { closedDeps, typed } from './deps.ts'

/** A bot whose CipherTrust has one key and reports periods, or not. What it commits is noted. */
function having(key: Key, inForce: Policy = twoPersons, reports = true) {
  const { deps: closed, refusals } = closedDeps({ policy: inForce })
  const committed: Transition[] = []
  const deps: CommandDeps = {
    ...closed,
    ciphertrust: {
      ...closed.ciphertrust,
      find: async () => [key],
      readRotation: async () => key.rotation,
      reportsPeriods: async () => reports,
    },
    messenger: { ...closed.messenger, usable: async () => true },
    ledger: { ...closed.ledger, commit: async (...steps) => void committed.push(...steps) },
  }
  return { committed, refusals, say: (text: string) => dispatch(deps, typed(text, ANN)) }
}

const off = aKey()
const on = aKey({ rotation: ON })

describe('rotate', () => {
  it.each([
    ['rotate alias/payments every 180 days because CHG-1', { periodDays: 180, reason: 'CHG-1' }],
    ['rotate alias/payments every 90', { periodDays: 90 }],
    ['rotate alias/payments because CHG-1', { reason: 'CHG-1' }],
    ['rotate alias/payments', {}],
  ])('asks for what was typed: %s', async (text, asked) => {
    const { say, committed } = having(off)
    const reply = await say(text)
    expect(reply).toMatchObject({ kind: 'asked', request: { operation: 'enable-auto-rotation', ...asked } })
    expect(committed).toHaveLength(1)
    const { to } = committed[0] ?? {}
    expect([to && 'periodDays' in to, to && 'reason' in to]).toEqual([
      ...['periodDays' in asked, 'reason' in asked],
    ])
  })

  it('asks for another period of a key that rotates', async () => {
    const { say } = having(on)
    expect(await say('rotate alias/payments every 180 days')).toMatchObject({ kind: 'asked' })
    expect(await say('rotate alias/payments')).toMatchObject({ refusal: 'already_so' })
  })

  it('refuses a period where CipherTrust reports none', async () => {
    const { say, refusals, committed } = having(off, twoPersons, false)
    expect(await say('rotate alias/payments every 180 days')).toMatchObject({ refusal: 'period_unknown' })
    expect([refusals, committed]).toMatchObject([[{ refused: { command: 'rotate' } }], []])
  })
})

describe('stop-rotation', () => {
  it('asks for the switch to be turned off, and waits for an approval', async () => {
    const { say, committed } = having(on, { ...twoPersons, approvals: 0 })
    expect(await say('stop-rotation alias/payments because it is retired')).toMatchObject({
      kind: 'asked',
      request: {
        ...{ operation: 'disable-auto-rotation', reason: 'it is retired', state: 'requested' },
        rule: { approvals: 1 },
      },
    })
    expect(committed).toHaveLength(1)
  })

  it.each([
    ['stop-rotation alias/payments', 'no_reason'],
    ['stop-rotation alias/payments because', 'no_reason'],
    ['stop-rotation alias/payments every 180 days because it is retired', 'unknown_word'],
    ['stop-rotation alias/payments every 180 days', 'unknown_word'],
    ['stop-rotation alias/payments now because it is retired', 'unknown_word'],
    ['stop-rotation because it is retired', 'no_key'],
    ['stop-rotation @x because it is retired', 'bad_key'],
  ])('corrects %j with %s, asks for nothing and makes no entry', async (text, problem) => {
    const { say, committed, refusals } = having(on)
    expect(await say(text)).toMatchObject({ kind: 'usage', problem, help: { name: 'stop-rotation' } })
    expect([committed, refusals]).toEqual([[], []])
  })

  it('is refused where nobody could approve it', async () => {
    const { say, committed, refusals } = having(on, policy)
    const reply = await say('stop-rotation alias/payments because it is retired')
    expect(reply).toMatchObject({ refusal: 'too_few_approvers', quorum: { needed: 1, people: 0 } })
    expect([refusals, committed]).toMatchObject([[{ refused: { command: 'stop-rotation' } }], []])
  })

  it('has nothing to do for a key that does not rotate', async () => {
    const { say } = having(off)
    expect(await say('stop-rotation alias/payments because x')).toMatchObject({ refusal: 'already_so' })
  })
})
