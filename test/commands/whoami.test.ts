import { describe, expect, it } from 'vitest'
import { dispatch } from '../../src/commands/dispatch.ts'
import type { GroupId } from '../../src/core/ids.ts'
import { PersonId } from '../../src/core/ids.ts'
import { type Policy, WrittenRule } from '../../src/core/policy.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import type { Said } from '../../src/core/reply.ts'
import type { People } from '../../src/ports.ts'
import { ANN, BOB, KIM, ONCALL, policy, SAM, SECURITY, twoPersons } from '../builders.ts'
import { closedDeps, typed } from './deps.ts'

const STRANGER = PersonId.parse('U0STRANGER')
const byGroups: Policy = { ...twoPersons, requesters: [ONCALL], approvers: [SECURITY, SAM], admins: [BOB] }

/** The three lines on what a person may do, and the one on approval. */
async function factsOf(person: PersonId, inForce: Policy, groups = new Map<GroupId, PersonId[]>()) {
  const people: People = {
    identify: async (id) => ({ ok: true, person: id, name: 'somebody' }),
    members: async (group) => groups.get(group) ?? Promise.reject(new Error('ratelimited')),
  }
  const { deps, refusals } = closedDeps({ people, policy: inForce })
  const reply = await dispatch(deps, typed('whoami', person))
  expect(refusals).toEqual([])
  if (reply.kind !== 'facts') throw new Error(`it answered ${reply.kind}`)
  return { title: reply.title, facts: new Map(reply.facts.map(([label, said]) => [label, asText(said)])) }
}

/** As people read it, but for the names that Slack puts for ids. */
function asText(said: readonly Said[]): string {
  return said
    .map((part) => (typeof part === 'string' ? part : 'member' in part ? part.member : part.written))
    .join('')
}

const named = 'yes, the policy names you'
const inGroup = (group: GroupId) => `yes, you are in ${group}, which the policy names`
const untold = 'cannot be told: Slack did not say who is in the groups of the policy'

describe('whoami', () => {
  const known = new Map([
    [ONCALL, [ANN]],
    [SECURITY, [KIM, ANN]],
  ])

  it.each<[string, readonly [PersonId, Policy, Map<GroupId, PersonId[]>], string[]]>([
    ['somebody the policy names', [ANN, twoPersons, new Map()], [named, 'no', 'no']],
    ['an approver', [SAM, twoPersons, new Map()], ['no', named, 'no']],
    ['an admin who may ask', [BOB, twoPersons, new Map()], [named, 'no', named]],
    ['members of groups', [ANN, byGroups, known], [inGroup(ONCALL), inGroup(SECURITY), 'no']],
    ['an approver by a group', [KIM, byGroups, known], ['no', inGroup(SECURITY), 'no']],
    ['an approver while one group is silent', [SAM, byGroups, new Map()], [untold, named, 'no']],
    ['an admin while every group is silent', [BOB, byGroups, new Map()], [untold, untold, named]],
  ])('says of each list why: %s', async (_, asked, lines) => {
    const { facts } = await factsOf(...asked)
    const [asks, approves, withdraws] = lines
    expect(Object.fromEntries(facts)).toEqual({
      ...{ 'Your id': asked[0], 'Ask for rotation': asks },
      ...{ 'Approve and deny': approves, 'Withdraw for others': withdraws },
      Approval: 'by one other person before the call',
    })
  })

  it('says that nobody needs to approve where that is so', async () => {
    const { facts } = await factsOf(ANN, policy)
    expect(facts.get('Approval')).toBe('none needed, the call is made at once')
  })

  it('gives the id to somebody who is on no list, without an entry: nothing was attempted', async () => {
    const { title, facts } = await factsOf(STRANGER, byGroups, known)
    expect(title).toBe('The policy does not list you yet, so you may not ask for key rotation.')
    expect([...facts]).toEqual([
      ['Your id', STRANGER],
      ['To be added', expect.stringContaining('policy.yml')],
    ])
  })

  it.each<Refusal>(['guest', 'foreign', 'deactivated', 'bot', 'identity_unknown'])(
    'refuses %s without an entry',
    async (refusal) => {
      const people: People = {
        identify: async (person) => ({ ok: false, person, refusal }),
        members: () => Promise.reject(new Error('not asked')),
      }
      const { deps, refusals } = closedDeps({ people })
      const reply = await dispatch(deps, typed('whoami', STRANGER))
      expect([reply, refusals]).toEqual([{ kind: 'refused', refusal }, []])
    },
  )

  it('refuses when Slack does not say who is in the groups, and nothing else is known', async () => {
    const { deps } = closedDeps({ policy: byGroups })
    const reply = await dispatch(deps, typed('whoami', STRANGER))
    expect(reply).toEqual({ kind: 'refused', refusal: 'identity_unknown' })
  })

  describe('with rules', () => {
    const rules = [
      { name: 'ceremony', match: { aliases: ['alias/root-*'] }, deny: 'Root keys change in the ceremony.' },
      { name: 'production', match: { tags: { env: 'prod' } }, approvals: 2, approvers: [SECURITY] },
      { name: 'play', match: { tags: { env: 'play' } }, approvals: 0, requesters: [KIM], admins: [ANN] },
    ]
    const ruled: Policy = { ...twoPersons, rules: rules.map((rule) => WrittenRule.parse(rule)) }
    const ofRules = (facts: ReadonlyMap<string, string>) =>
      [...facts].filter(([name]) => name.startsWith('Rule '))

    it('says in one line each what they say otherwise, in their order, after the top', async () => {
      const { facts } = await factsOf(ANN, ruled, known)
      expect([...facts.keys()].slice(0, 5)).toEqual([
        ...['Your id', 'Ask for rotation', 'Approve and deny', 'Withdraw for others', 'Approval'],
      ])
      const approves = `approve and deny: ${inGroup(SECURITY)}`
      expect(ofRules(facts)).toEqual([
        ['Rule “ceremony”', 'refused to everybody: Root keys change in the ceremony.'],
        ['Rule “production”', `${approves}; approval: by 2 other people before the call; the rest as above`],
        [
          'Rule “play”',
          `ask for rotation: no; withdraw for others: ${named}; approval: none needed, the call is made at once; the rest as above`,
        ],
      ])
    })

    it('says of a rule that changes nothing for the reader just that', async () => {
      const same = WrittenRule.parse({ name: 'hours', match: { regions: ['eu-*'] }, expires: 1_000 })
      const { facts } = await factsOf(ANN, { ...ruled, rules: [same] }, known)
      expect(ofRules(facts)).toEqual([['Rule “hours”', 'as above']])
    })

    it('lets in who stands in a rule only, and says so of it', async () => {
      const { title, facts } = await factsOf(KIM, { ...ruled, approvers: [SAM] }, known)
      expect(title).toBe('This is what the policy says of you.')
      expect([facts.get('Ask for rotation'), facts.get('Approve and deny')]).toEqual(['no', 'no'])
      expect(facts.get('Rule “play”')).toContain(`ask for rotation: ${named}`)
      expect(facts.get('Rule “production”')).toContain(`approve and deny: ${inGroup(SECURITY)}`)
    })

    it('says of a rule whose group is silent that it cannot be told, and of the others what they say', async () => {
      const { facts } = await factsOf(ANN, ruled)
      expect(facts.get('Ask for rotation')).toBe(named)
      expect(facts.get('Rule “production”')).toContain(`approve and deny: ${untold}`)
    })
  })
})
