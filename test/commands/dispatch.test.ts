import { describe, expect, it } from 'vitest'
import { commandOf, dispatch } from '../../src/commands/dispatch.ts'
import { COMMANDS } from '../../src/commands/registry.ts'
import { PersonId } from '../../src/core/ids.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import type { People } from '../../src/ports.ts'
import { AUDIT, aKey, anInputId, BOB, NO_APPROVAL, SAM, twoPersons } from '../builders.ts'
import { closedDeps, typed } from './deps.ts'

const STRANGER = PersonId.parse('U0STRANGER')

function refusing(refusal: Refusal): People {
  return {
    identify: async (person) => ({ ok: false, person, refusal }),
    members: () => Promise.reject(new Error('not asked')),
  }
}

describe('commandOf', () => {
  it.each([
    ['rotate alias/x', 'rotate'],
    ['ROTATE alias/x', 'rotate'],
    [' show alias/x', 'show'],
    ['', 'help'],
    ['   ', 'help'],
  ])('finds the command of %j', (text, name) => {
    expect(commandOf(text)?.name).toBe(name)
  })

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'length', '0', 'rotate-now', 'rot'])(
    'knows no command %s',
    (text) => {
      expect(commandOf(text)).toBeUndefined()
    },
  )
})

describe('dispatch', () => {
  it.each([
    ['roate alias/x', 'rotate alias/x'],
    ['roate', 'rotate'],
    ['hlep', 'help'],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['frobnicate', undefined],
    ['asdf', undefined],
    ['xyz', undefined],
    ['x'.repeat(4_000), undefined],
  ])('answers the unknown %j with the list, and the nearest name if one is near', async (text, nearest) => {
    const reply = await dispatch(closedDeps().deps, typed(text))
    expect(reply).toEqual({
      kind: 'unknown_command',
      typed: text.split(' ')[0],
      help: COMMANDS,
      ...(nearest ? { nearest } : {}),
    })
  })

  const lines = [
    'stop-rotation alias/x because it is retired',
    'rotate',
    'rotate @',
    'rotate a b',
    'rotate alias/x',
    'show @',
    'requests',
    'requests x',
  ]
  it.each([...lines, 'approve', 'approve R-7K2M9QXD', 'deny R-7K2M9QXD because no', 'withdraw R-7K2M9QXD'])(
    'refuses a stranger before it reads what %j says',
    async (text) => {
      const { deps, refusals } = closedDeps({ people: refusing('foreign') })
      expect(await dispatch(deps, typed(text, STRANGER))).toEqual({ kind: 'refused', refusal: 'foreign' })
      expect(refusals).toMatchObject([{ by: STRANGER, refused: { refusal: 'foreign' } }])
    },
  )

  it('writes down who was refused what, and where', async () => {
    const { deps, refusals } = closedDeps()
    await dispatch(deps, typed('show alias/x', STRANGER))
    expect(refusals).toEqual([
      {
        by: STRANGER,
        refused: { command: 'show', refusal: 'not_allowed', input: anInputId(1), channel: AUDIT },
      },
    ])
  })

  it('lets an approver in, but not among those who ask', async () => {
    const { deps, refusals } = closedDeps({ policy: twoPersons })
    expect(await dispatch(deps, typed('rotate alias/x', SAM))).toMatchObject({ refusal: 'not_allowed' })
    expect(await dispatch(deps, typed('requests', SAM))).toMatchObject({ kind: 'requests' })
    expect(refusals).toMatchObject([{ by: SAM, refused: { command: 'rotate' } }])
  })

  it('knows people by the id that Slack gives them across workspaces', async () => {
    const people: People = {
      identify: async () => ({ ok: false, person: BOB, refusal: 'guest' }),
      members: () => Promise.reject(new Error('not asked')),
    }
    const { deps, refusals } = closedDeps({ people })
    await dispatch(deps, typed('rotate alias/x'))
    expect(refusals).toMatchObject([{ by: BOB }])
  })

  it.each(['help', '', 'HELP', ' help '])('asks nobody about %j', async (text) => {
    const people: People = {
      identify: () => Promise.reject(new Error('asked')),
      members: () => Promise.reject(new Error('asked')),
    }
    expect(await dispatch(closedDeps({ people }).deps, typed(text))).toEqual({ kind: 'help', help: COMMANDS })
  })

  it.each([
    ['rotate', 'no_key', 'rotate'],
    ['rotate a b', 'unknown_word', 'rotate'],
    ['rotate a every 7 days', 'bad_period', 'rotate'],
    ['stop-rotation', 'no_key', 'stop-rotation'],
    ['show', 'no_key', 'show'],
    ['show alias/a alias/b', 'several_keys', 'show'],
  ])('corrects %j with %s, and makes no entry of it', async (text, problem, name) => {
    const { deps, refusals } = closedDeps()
    expect(await dispatch(deps, typed(text))).toMatchObject({ kind: 'usage', problem, help: { name } })
    expect(refusals).toEqual([])
  })

  it('asks CipherTrust for what was pasted, unescaped', async () => {
    const asked: unknown[] = []
    const { deps } = closedDeps()
    const find = async (reference: unknown) => {
      asked.push(reference)
      return [aKey()]
    }
    const reply = await dispatch(
      { ...deps, ciphertrust: { ...deps.ciphertrust, find } },
      typed('show &lt;alias/payments&gt;'),
    )
    expect(asked).toEqual([{ by: 'alias', alias: 'alias/payments' }])
    expect(reply).toEqual({
      ...{ kind: 'key', key: aKey(), ineligible: null, last: null },
      ifAsked: {
        ...{ operation: 'enable-auto-rotation', rule: NO_APPROVAL, nos: [] },
        approvers: { people: [], unread: [] },
      },
    })
  })
})
