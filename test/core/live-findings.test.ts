import { describe, expect, it } from 'vitest'
import { ChannelId, PersonId } from '../../src/core/ids.ts'
import { askedIn, channelsNamed, liveFindings, membersNamed } from '../../src/core/live-findings.ts'
import { Policy } from '../../src/core/policy.ts'
import { known, type Live, type Told } from '../../src/core/quorums.ts'
import { ANN, AUDIT, BOB, KIM, ONCALL, SAM, SECURITY } from '../builders.ts'

const NOTIFIED = ChannelId.parse('C0PAYMENTS')
const BOT = PersonId.parse('U0BOT')

/** All there and well: Ann and Sam are on call, Sam and Kim of security. */
function live(changes: Partial<Live> = {}, who: readonly (readonly [PersonId, Told])[] = []): Live {
  const people = [ANN, BOB, SAM, KIM].map((person) => [person, { ok: true, person }] as const)
  return {
    identities: new Map<PersonId, Told>([...people, ...who]),
    members: new Map([
      [ONCALL, [ANN, SAM]],
      [SECURITY, [SAM, KIM]],
    ]),
    channels: new Map([
      [AUDIT, true],
      [NOTIFIED, true],
    ]),
    known: new Map(),
    ...changes,
  }
}

function policyOf(changes: object): Policy {
  return Policy.parse({ channel: AUDIT, requesters: [ONCALL], approvals: 0, ...changes })
}

function found(changes: object, facts = live()) {
  return liveFindings(policyOf(changes), facts).map(({ path, problem }) => `${path.join('.')} ${problem}`)
}

const refused = (person: PersonId, refusal: Extract<Told, { ok: false }>['refusal']) =>
  live({}, [[person, { ok: false, refusal }]])

describe('liveFindings', () => {
  it('finds nothing where all are there', () => {
    const rules = [{ name: 'one', approvals: 2, approvers: [BOB, KIM, SAM], notify: [NOTIFIED] }]
    expect(found({ approvals: 1, approvers: [SECURITY], admins: [BOB], rules })).toEqual([])
  })

  it.each([
    ['deactivated', /^admins\.0 is U0BOB, and their Slack account is deactivated/],
    ['guest', /guests may not use the bot/],
    ['bot', /an app may not/],
    ['foreign', /nobody of this workspace/],
    ['identity_unknown', /run this again in a minute/],
  ] as const)('finds who is %s', (refusal, problem) => {
    expect(found({ admins: [BOB] }, refused(BOB, refusal))).toEqual([expect.stringMatching(problem)])
  })

  it('finds who is listed by an id that the bot does not know them by, which approves nothing', () => {
    const facts = live({}, [[BOB, { ok: true, person: PersonId.parse('W0BOB') }]])
    expect(found({ approvals: 1, approvers: [BOB] }, facts)).toEqual([
      'approvers.0 is U0BOB, and the bot knows this person as W0BOB: write that id',
      expect.stringMatching(/^approvals is 1, but nobody can approve/),
    ])
  })

  it('looks into each list of each rule', () => {
    const gone = live({}, [[BOT, { ok: false, refusal: 'bot' }]])
    const rules = [{ name: 'one', requesters: [ANN, BOT], approvers: [SAM, KIM, BOT], admins: [BOT] }]
    expect(found({ rules }, gone).map((text) => text.split(' ')[0])).toEqual([
      'rules.0.requesters.1',
      'rules.0.approvers.2',
      'rules.0.admins.0',
    ])
  })

  it.each([
    ['is not there', null, /^requesters\.0 is S0ONCALL, and Slack knows no such user group/],
    ['is empty', [], /^requesters\.0 is S0ONCALL, and nobody is in this user group/],
    ['cannot be read', 'untold', /^requesters\.0 is S0ONCALL, .* run this again/],
  ] as const)('finds a group that %s', (_, members, problem) => {
    expect(found({}, live({ members: new Map([[ONCALL, members]]) }))).toEqual([
      expect.stringMatching(problem),
    ])
  })

  it.each([
    [false, /^rules\.0\.notify\.0 is C0PAYMENTS, which the bot cannot use/],
    ['untold', /^rules\.0\.notify\.0 is C0PAYMENTS, .* run this again/],
  ] as const)('finds a channel that is usable: %s', (usable, problem) => {
    const channels = new Map<ChannelId, boolean | 'untold'>([
      [AUDIT, true],
      [NOTIFIED, usable],
    ])
    expect(found({ rules: [{ name: 'one', notify: [NOTIFIED] }] }, live({ channels }))).toEqual([
      expect.stringMatching(problem),
    ])
  })

  it.each([
    ['is there', true, []],
    ['is not there', false, [/^rules\.0\.askIn\.0 is C0PAYMENTS, and Slack shows the bot no such channel/]],
    ['could not be asked about', 'untold', [/^rules\.0\.askIn\.0 is C0PAYMENTS, .* run this again/]],
  ] as const)('looks for a channel where commands may be typed: one that %s', (_, there, problems) => {
    const facts = live({ known: new Map([[NOTIFIED, there]]) })
    expect(found({ rules: [{ name: 'one', askIn: [NOTIFIED] }] }, facts)).toEqual(
      problems.map((problem) => expect.stringMatching(problem)),
    )
  })
})

describe('what is to be looked up', () => {
  const written = policyOf({
    ...{ approvals: 1, approvers: [SAM], notify: [NOTIFIED] },
    rules: [
      { name: 'one', admins: [KIM] },
      { name: 'two', channel: NOTIFIED },
    ],
  })

  it('is each person and group, with the place where it is written', () => {
    expect(membersNamed(written)).toEqual([
      { path: ['requesters', 0], named: ONCALL },
      { path: ['approvers', 0], named: SAM },
      { path: ['rules', 0, 'admins', 0], named: KIM },
    ])
  })

  it('is each channel, with the place where it is written', () => {
    expect(channelsNamed(written)).toEqual([
      { path: ['channel'], named: AUDIT },
      { path: ['notify', 0], named: NOTIFIED },
      { path: ['rules', 1, 'channel'], named: NOTIFIED },
    ])
  })

  it('is each channel where commands may be typed, with the place where it is written', () => {
    expect(askedIn(policyOf({ rules: [{ name: 'one' }, { name: 'two', askIn: [NOTIFIED] }] }))).toEqual([
      { path: ['rules', 1, 'askIn', 0], named: NOTIFIED },
    ])
  })

  it.each([
    ['those who are in it', [SAM, KIM], [SAM, KIM]],
    ['nobody where there is no such group', null, []],
    ['nobody where Slack did not say', 'untold', []],
    ['nobody where it was not asked about', undefined, []],
  ] as const)('is of a group %s', (_, members, expected) => {
    expect(known(members)).toEqual(expected)
  })
})

describe('quorumFindings', () => {
  it.each([
    ['as many as there are, none of whom may ask', { approvals: 2, approvers: [BOB, KIM] }, []],
    ['one fewer than there are', { approvals: 1, approvers: [SECURITY] }, []],
    [
      'somebody twice',
      { approvals: 3, approvers: [SECURITY, SAM, KIM] },
      ['approvals is 3, but only 2 people (U0SAM, U0KIM) can approve by this rule: name more people'],
    ],
    [
      'as many as there are, one of whom may ask',
      { approvals: 2, approvers: [SECURITY] },
      ['if U0SAM asks, too few others can approve: nobody approves what they asked for, so name one more'],
    ],
    [
      'as many as there are, all of whom may ask',
      { approvals: 2, approvers: [SECURITY], requesters: [SECURITY] },
      ['approvals is 2, but if one of U0SAM, U0KIM asks, too few others can approve'],
    ],
    [
      'a rule with requesters of its own',
      { approvals: 1, approvers: [BOB], rules: [{ name: 'one', requesters: [BOB, ANN] }] },
      ['rules.0.requesters may ask for what takes 1 approvals, but if U0BOB asks'],
    ],
    [
      'a rule with approvers of its own',
      { approvals: 2, approvers: [BOB, KIM], rules: [{ name: 'one', approvers: [SECURITY] }] },
      ['rules.0.approvers must give 2 approvals, but if U0SAM asks'],
    ],
    [
      'a rule that changes nothing of it, told of once',
      { approvals: 3, approvers: [SECURITY], rules: [{ name: 'one', notify: [NOTIFIED] }] },
      ['approvals is 3, but only 2 people'],
    ],
    ['a rule that denies', { rules: [{ name: 'one', deny: 'Never.' }] }, []],
    ['no approval', { approvals: 0, approvers: [SECURITY] }, []],
  ])('judges %s', (_, changes, expected) => {
    expect(found(changes)).toEqual(expected.map((text) => expect.stringContaining(text)))
  })

  it('does not count who may not use the bot', () => {
    expect(found({ approvals: 1, approvers: [SECURITY] }, refused(SAM, 'guest'))).toEqual([])
    expect(found({ approvals: 2, approvers: [SECURITY] }, refused(SAM, 'guest'))).toEqual([
      expect.stringContaining('but only one person (U0KIM) can approve'),
    ])
  })

  it('counts one person who is listed by two ids once', () => {
    const facts = live({}, [[BOT, { ok: true, person: SAM }]])
    expect(found({ approvals: 2, approvers: [SAM, BOT] }, facts).at(-1)).toMatch(
      /^approvals is 2, but only one person \(U0SAM\) can approve/,
    )
  })

  it('does not call that too few which could not be told', () => {
    const unread = live({ members: new Map([[SECURITY, 'untold' as const]]) })
    expect(found({ requesters: [ANN], approvals: 1, approvers: [SECURITY] }, unread)).toEqual([
      expect.stringMatching(/^approvers\.0 is S0SECURITY, .*again in a minute/),
      'approvals is 1, but nobody could be told apart in Slack just now: run this again in a minute',
    ])
    expect(found({ approvals: 2, approvers: [SECURITY] }, refused(SAM, 'identity_unknown')).join()).toContain(
      'only one person (U0KIM) could be told apart',
    )
  })

  it('says that it could not be told, rather than who is missing when one asks, where more may be in a group', () => {
    const quorum = { requesters: [SAM], approvals: 1, approvers: [SAM, SECURITY] }
    const unread = live({ members: new Map([[SECURITY, 'untold' as const]]) })
    expect(found(quorum, unread)).toEqual([
      expect.stringMatching(/^approvers\.1 is S0SECURITY, .*again in a minute/),
      expect.stringMatching(
        /^approvals is 1, but only one person \(U0SAM\) could be told apart .* again in a minute$/,
      ),
    ])
    const alone = live({ members: new Map([[SECURITY, [SAM]]]) })
    expect(found(quorum, alone)).toEqual([
      expect.stringMatching(/^approvals is 1, but if U0SAM asks, too few others can approve/),
    ])
  })

  it('finds nothing where enough can approve, whatever could not be told of others', () => {
    const facts = refused(SAM, 'identity_unknown')
    const quorum = { requesters: [ANN], approvers: [SAM, KIM, BOB] }
    for (const approvals of [1, 2])
      expect(found({ ...quorum, approvals }, facts)).toEqual([
        expect.stringMatching(/^approvers\.0 is U0SAM, .* run this again in a minute/),
      ])
  })

  it('counts nobody who was not looked up', () => {
    expect(found({ requesters: [ANN], approvals: 1, approvers: [BOT] })).toEqual([
      expect.stringMatching(/^approvers\.0 is U0BOT, .* run this again in a minute/),
      expect.stringMatching(/^approvals is 1, but nobody can approve/),
    ])
  })
})
