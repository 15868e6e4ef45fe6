import { describe, expect, it } from 'vitest'
import { type GroupId, PersonId } from '../../src/core/ids.ts'
import type { Key } from '../../src/core/key.ts'
import { Policy } from '../../src/core/policy.ts'
import type { Request } from '../../src/core/request.ts'
import type { CipherTrust, Identity } from '../../src/ports.ts'
import { type Explanation, explain, type Question } from '../../src/usecases/explain.ts'
import { show } from '../../src/usecases/show.ts'
import { ANN, AUDIT, aKey, BOB, KIM, last, ON, ONCALL, pathTo, SAM, SECURITY, T0 } from '../builders.ts'

const REFERENCE = { by: 'alias', alias: 'alias/payments' } as const
const unexpected = () => Promise.reject(new Error('this test did not expect that call'))

interface Setting {
  readonly policy?: object
  readonly key?: Partial<Key>
  readonly who?: readonly (readonly [PersonId, Identity])[]
  readonly unread?: readonly GroupId[]
  readonly last?: Request
  readonly usable?: false
}

/** Ann and Sam are on call, Sam and Kim of security. */
function depsOf(setting: Setting) {
  const ciphertrust: CipherTrust = {
    find: async () => [aKey(setting.key)],
    reportsPeriods: async () => false,
    read: unexpected,
    readRotation: unexpected,
    aliases: unexpected,
    list: unexpected,
    prepare: unexpected,
    send: unexpected,
  }
  const identities = new Map(setting.who)
  return {
    policy: Policy.parse({
      ...{ channel: AUDIT, requesters: [ONCALL], approvers: [SECURITY], approvals: 1 },
      ...setting.policy,
    }),
    ciphertrust,
    people: {
      identify: async (person: PersonId) =>
        identities.get(person) ?? ({ ok: true, person, name: person } as const),
      members: async (group: GroupId) => {
        if (setting.unread?.includes(group)) throw new Error('Slack does not say')
        return group === ONCALL ? [ANN, SAM] : [SAM, KIM]
      },
    },
    now: () => T0,
    reads: { lastRequestOn: async () => setting.last ?? null },
    messenger: { usable: async () => setting.usable ?? true },
  }
}

async function explained(setting: Setting = {}, question: Partial<Question> = {}): Promise<Explanation> {
  const found = await explain(depsOf(setting), { person: ANN, reference: REFERENCE, ...question })
  if (found.kind !== 'explained') throw new Error(`no key: ${found.refusal}`)
  return found
}

async function nosOf(setting: Setting, question: Partial<Question> = {}) {
  return (await explained(setting, question)).nos.map(({ refusal }) => refusal)
}

describe('explain', () => {
  it('is about the operation that would change the key, unless one is named', async () => {
    expect((await explained()).operation).toBe('enable-auto-rotation')
    expect((await explained({ key: { rotation: ON } })).operation).toBe('disable-auto-rotation')
    const named = await explained({ key: { rotation: ON } }, { operation: 'enable-auto-rotation' })
    expect(named.nos).toEqual([{ refusal: 'already_so' }])
  })

  it('names the rule in force and those before it that do not match', async () => {
    const rules = [
      { name: 'ceremony', match: { aliases: ['alias/root-*'] }, deny: 'Never.' },
      { name: 'elsewhere', match: { regions: ['us-*'] }, requesters: [BOB] },
      { name: 'production', match: { tags: { env: 'prod' } }, requesters: [BOB] },
    ]
    const inForce = await explained({ policy: { rules } })
    expect([inForce.rule.name, inForce.passed]).toEqual(['production', ['ceremony', 'elsewhere']])
    expect(inForce.nos).toMatchObject([
      { refusal: 'not_for_this_key', facts: { rule: { name: 'production' } } },
    ])
    const none = await explained({ policy: { rules: rules.slice(0, 2) } })
    expect([none.rule.name, none.passed]).toEqual(['policy', ['ceremony', 'elsewhere']])
  })

  it('says of each approver whether they could', async () => {
    const gone: Identity = { ok: false, person: KIM, refusal: 'deactivated' }
    const otherId: Identity = { ok: true, person: PersonId.parse('W0BOB'), name: 'bob' }
    const policy = { approvers: [SECURITY, BOB] }
    const setting = { policy, who: [[KIM, gone] as const, [BOB, otherId] as const] }
    expect((await explained(setting, { person: SAM })).approvers).toEqual([
      { id: SAM, name: SAM, why: 'own_request' },
      { id: KIM, why: 'deactivated' },
      { id: BOB, name: 'bob', why: 'not_approver' },
    ])
  })

  it('names the groups of approvers that Slack does not tell about', async () => {
    expect(await explained({ unread: [SECURITY] })).toMatchObject({
      approvers: [],
      unread: [SECURITY],
      nos: [],
    })
  })

  it.each<[string, Setting, Partial<Question>, readonly string[]]>([
    ['nothing', {}, {}, []],
    [
      'a reason that is asked for, which comes with the wish',
      { policy: { reason: { tickets: ['CHG'] } } },
      {},
      [],
    ],
    ['the channel where requests are shown', { usable: false }, {}, ['channel_unusable']],
    ['a stranger to the policy', {}, { person: BOB }, ['not_allowed']],
    [
      'a guest, and the key',
      { who: [[ANN, { ok: false, person: ANN, refusal: 'guest' }]], key: { state: 'Disabled' } },
      {},
      ['guest', 'disabled'],
    ],
    ['groups that cannot be read', { unread: [ONCALL] }, {}, ['identity_unknown']],
    ['a period that could not be confirmed', {}, { periodDays: 180 }, ['period_unknown']],
    ['an open request', { last: last(pathTo.requested()) }, {}, ['open_request']],
  ])('gives every reason against it: %s', async (_, setting, question, nos) => {
    expect(await nosOf(setting, question)).toEqual(nos)
  })

  it('says what Slack would show to the same person', async () => {
    const setting = { key: { state: 'Disabled' }, policy: { approvals: 3 }, last: last(pathTo.requested()) }
    const shown = await show(depsOf(setting), { person: ANN, channel: AUDIT }, REFERENCE)
    const { rule, nos, operation } = await explained(setting)
    expect(nos.map(({ refusal }) => refusal).toSorted()).toEqual([
      'disabled',
      'open_request',
      'too_few_approvers',
    ])
    expect(shown).toMatchObject({ kind: 'key', ifAsked: { rule, nos, operation } })
  })

  it('says why there is no such key', async () => {
    const deps = depsOf({})
    const blind = {
      ...deps,
      ciphertrust: { ...deps.ciphertrust, find: async () => [], aliases: async () => ['alias/payment'] },
    }
    expect(await explain(blind, { person: ANN, reference: REFERENCE })).toEqual({
      ...{ kind: 'no_key', refusal: 'key_not_found' },
      facts: { alias: 'alias/payments', nearest: ['alias/payment'] },
    })
  })
})
