import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/core/refusal.ts'
import type { IfAsked, Reply } from '../../../src/core/reply.ts'
import { REFUSALS } from '../../../src/slack/views/refusal.ts'
import { reply } from '../../../src/slack/views/reply.ts'
import {
  ANN,
  AUDIT,
  a,
  aKey,
  aRequestId,
  KIM,
  NO_APPROVAL,
  ON,
  ONE_APPROVAL,
  SAM,
  SECURITY,
} from '../../builders.ts'
import { ids, words } from './read-blocks.ts'
import { CROWD, production, ruleOf, WHY } from './under-rules.ts'

type Shown = Extract<Reply, { kind: 'key' }>
type No = IfAsked['nos'][number]

const PEOPLE = { people: [SAM, KIM], unread: [] }
const RULE = ruleOf(production)

function draw(asking: Partial<IfAsked>, more: Partial<Shown> = {}) {
  const ifAsked: IfAsked = {
    ...{ operation: 'enable-auto-rotation', rule: ONE_APPROVAL, approvers: PEOPLE, nos: [] },
    ...asking,
  }
  return reply({ ...{ kind: 'key', key: aKey(), ineligible: null, last: null, ifAsked }, ...more }, '/cckm')
}

const asking = (ifAsked: Partial<IfAsked>, more: Partial<Shown> = {}) =>
  words(draw(ifAsked, more), 'if_asked')
const no = (refusal: Refusal, facts: No['facts'] = {}): No => ({ refusal, facts })

describe('what would come of it if the reader asked now', () => {
  it('is the last line about a key', () => {
    expect(ids(draw({})).at(-1)).toBe('if_asked')
  })

  it.each<[Partial<IfAsked>, string, string?]>([
    [{}, `by the policy, one of [${SAM}], [${KIM}] must approve.`],
    [{ approvers: { people: [KIM], unread: [] } }, `by the policy, [${KIM}] must approve.`],
    [{ rule: NO_APPROVAL }, 'by the policy, no approval is needed.'],
    [
      { rule: RULE },
      `by the rule “production”, 2 of [${SECURITY}], [${SAM}], [${KIM}] must approve, and the reason must name a ticket such as CHG-4711.`,
      ' because <CHG-…>',
    ],
    [
      { rule: { ...RULE, reason: { required: true, tickets: [] } } },
      `by the rule “production”, 2 of [${SECURITY}], [${SAM}], [${KIM}] must approve, and a reason must be given.`,
      ' because <reason>',
    ],
    [
      { rule: { ...NO_APPROVAL, reason: { required: true, tickets: ['INC'] } } },
      'by the policy, no approval is needed, and the reason must name a ticket such as INC-4711.',
      ' because <INC-…>',
    ],
    [
      { rule: { ...NO_APPROVAL, reason: { required: false, tickets: ['INC'] } } },
      'by the policy, no approval is needed.',
    ],
  ])(
    'is said with its rule, its approvers, its reason and what to type: %#',
    (ifAsked, said, reason = '') => {
      const line = `To ask: /cckm rotate alias/payments${reason}`
      expect(asking(ifAsked)).toBe(`If you asked to switch it on now: ${said}\n${line}`)
    },
  )

  it('is said of switching off where it is on, which always takes a reason', () => {
    const on = aKey({ rotation: ON })
    expect(asking({ operation: 'disable-auto-rotation' }, { key: on })).toBe(
      `If you asked to switch it off now: by the policy, one of [${SAM}], [${KIM}] must approve, and a reason must be given.\nTo ask: /cckm stop-rotation alias/payments because <reason>`,
    )
  })

  it('is typed with the ARN where the alias cannot be typed', () => {
    const key = aKey({ aliases: ['alias/<!channel> *bold*'] })
    expect(asking({}, { key })).toContain(`To ask: /cckm rotate ${key.arn}`)
  })

  it('does not count the reader among the approvers', () => {
    const rule = { ...ONE_APPROVAL, approvers: [ANN, SAM, KIM] }
    expect(asking({ rule })).not.toContain(ANN)
  })

  it('names the first five of many', () => {
    const rule = { ...ONE_APPROVAL, approvers: CROWD }
    expect(asking({ rule, approvers: { people: CROWD, unread: [] } })).toContain(
      '[U0CROWD4] …and 15 more must',
    )
  })

  it.each([no('reason_required'), no('ticket_required', { tickets: ['CHG'] })])(
    'takes the lack of a reason for a condition: $refusal',
    (lack) => {
      expect(asking({ nos: [lack] })).toMatch(/^If you asked/)
    },
  )
})

describe('why the reader could not ask now', () => {
  it.each<[No, string]>([
    [
      no('not_for_this_key', { rule: { name: 'production' } }),
      'You are not among those who may ask for this key, says the rule “production”.',
    ],
    [
      no('policy_denies', { rule: { name: 'ceremony keys', deny: WHY } }),
      `The rule “ceremony keys” refuses it: “${WHY}”`,
    ],
    [no('not_here', { channels: [AUDIT] }), `It may not be typed in this channel, but in [${AUDIT}].`],
    [
      no('too_few_approvers', { quorum: { needed: 2, people: 1 } }),
      'It takes 2 approvals, and only 1 person other than you may approve.',
    ],
    [no('identity_unknown'), 'Slack could not say just now whether you may.'],
    [no('settling'), 'A call for this key was made a moment ago and may still take effect.'],
    [no('channel_unusable'), 'The channel where requests are shown cannot be used now.'],
  ])('is said in words for somebody who only looks: %#', (why, said) => {
    expect(asking({ nos: [why] })).toBe(`You could not ask to switch it on now. ${said}`)
    expect(words(draw({ nos: [why] }), 'rotation')).toBe('Automatic rotation: off')
  })

  it('speaks of nothing that was done or not done, whatever the reason', () => {
    const spoken = Refusal.options
      .filter((refusal) => ASKING.includes(refusal))
      .map((refusal) => asking({ nos: [no(refusal)] }))
    expect(spoken.filter((said) => /was done|was made\./.test(said))).toEqual([])
    expect(spoken).toHaveLength(ASKING.length)
  })

  it('has every reason, each once', () => {
    const nos = [no('not_here', { channels: [AUDIT] }), no('reason_required'), no('settling')]
    expect(asking({ nos })).toBe(
      `You could not ask to switch it on now. It may not be typed in this channel, but in [${AUDIT}]. A call for this key was made a moment ago and may still take effect.`,
    )
  })

  it('is not said again where the key itself cannot take it, or a request is open', () => {
    const hmac = draw({ nos: [no('hmac')] }, { ineligible: 'hmac' })
    expect(words(hmac, 'rotation')).toContain(REFUSALS.hmac)
    expect(ids(hmac)).not.toContain('if_asked')
    const open = draw({ nos: [no('open_request', { request: a('calling') })] }, { last: a('calling') })
    expect(words(open, 'rotation')).toContain('A request for this key is open.')
    expect(ids(open)).not.toContain('if_asked')
  })

  it('is said beside what the key cannot take', () => {
    const nos = [no('hmac'), no('not_here', { channels: [AUDIT] })]
    expect(asking({ nos }, { ineligible: 'hmac' })).toMatch(/now\. It may not be typed in this channel/)
  })

  it('names the request that stands against switching off', () => {
    const nos = [no('open_request', { request: a('calling') })]
    expect(
      asking(
        { operation: 'disable-auto-rotation', nos },
        { key: aKey({ rotation: ON }), last: a('calling') },
      ),
    ).toBe(`You could not ask to switch it off now. ${aRequestId(1)} is open for this key.`)
  })

  it('is in the text for notifications and screen readers', () => {
    expect(draw({ nos: [no('settling')] }).text).toMatch(
      /^alias\/payments\nAutomatic rotation: off\n.*You could not ask to switch it on now\. A call/s,
    )
    expect(draw({}).text).toContain('Automatic rotation: off\nIt can be switched on.\n')
  })
})

/** What may stand against asking by the policy and the moment, not by the key. */
const ASKING: readonly Refusal[] = [
  'not_for_this_key',
  'policy_denies',
  'not_here',
  'too_few_approvers',
  'identity_unknown',
  'open_request',
  'settling',
  'channel_unusable',
]
