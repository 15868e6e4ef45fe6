import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/commands/registry.ts'
import { FaultKind } from '../../../src/core/fault.ts'
import { Refusal } from '../../../src/core/refusal.ts'
import type { IfAsked, Reply, UsageProblem } from '../../../src/core/reply.ts'
import { reply } from '../../../src/slack/views/reply.ts'
import { ANN, AUDIT, a, aKey, NO_APPROVAL, OFF, ON } from '../../builders.ts'
import { ids, values, words } from './read-blocks.ts'

const draw = (data: Reply) => reply(data, '/kms-prod')
const ifAsked: IfAsked = {
  ...{ operation: 'enable-auto-rotation', rule: NO_APPROVAL },
  ...{ approvers: { people: [], unread: [] }, nos: [] },
}
const refused = (refusal: Refusal, facts = {}) => draw({ kind: 'refused', refusal, ...facts })

describe('reply', () => {
  it('says where the card of a request is', () => {
    const view = draw({ kind: 'asked', request: a('approved') })
    expect(words(view, 'asked')).toContain(`[${AUDIT}]`)
    expect(view.text).toContain(a('approved').id)
  })

  it.each(Refusal.options)('has the code of %s in its block, and a sentence of its own', (refusal) => {
    const view = refused(refusal)
    const others = Refusal.options.filter((other) => other !== refusal).map((other) => refused(other).text)
    expect(ids(view)).toEqual([`refused:${refusal}`])
    expect(others).not.toContain(view.text)
  })

  it.each(FaultKind.options)('has a sentence of its own for a CipherTrust that is %s', (kind) => {
    const said = (kind: FaultKind) =>
      refused('ciphertrust_fault', { fault: { kind, outcome: 'not_done' } }).text
    const others = FaultKind.options.filter((other) => other !== kind).map(said)
    expect(others).not.toContain(said(kind))
  })

  it('gives the primary of a replica, which is the way out', () => {
    const key = aKey({ primaryArn: 'arn:aws:kms:us-east-1:123456789012:key/mrk-1' })
    expect(values(refused('replica', { key }), 'refused:replica')).toContain(key.primaryArn)
    expect(values(refused('disabled', { key }), 'refused:disabled')).not.toContain(key.primaryArn)
  })

  it.each([
    [20, 21],
    [100, 22],
  ])('tells candidates apart by ARN, state and flag, the first twenty of %s', (length, lines) => {
    const candidates = Array.from({ length }, (_, n) =>
      aKey({ arn: `arn:${n}`, rotation: n === 3 ? ON : OFF }),
    )
    const view = refused('key_ambiguous', { candidates })
    expect(words(view, 'refused:key_ambiguous').split('\n')).toHaveLength(lines)
    expect(words(view, 'refused:key_ambiguous')).toContain('arn:3, Enabled, automatic rotation on\n')
    expect(words(view, 'refused:key_ambiguous')).toContain('arn:4, Enabled, automatic rotation off\n')
  })

  it('offers the nearest names, and no list of none', () => {
    const view = refused('key_not_found', { nearest: ['alias/payment', 'alias/payout'] })
    expect(values(view, 'refused:key_not_found')).toEqual(['alias/payment', 'alias/payout'])
    const line = '/kms-prod find payments'
    expect(values(refused('key_not_found', { alias: 'alias/payments' }), 'refused:key_not_found')).toEqual([
      line,
    ])
    expect(words(refused('key_not_found', { nearest: [] }), 'refused:key_not_found')).toBe(
      words(refused('key_not_found'), 'refused:key_not_found'),
    )
  })

  it('shows the open request that stands in the way, and who asked', () => {
    const request = a('calling')
    const said = words(refused('open_request', { request }), 'refused:open_request')
    expect(said).toContain(request.id)
    expect(said).toContain(`[${ANN}]`)
  })

  it('shows the usage line with the command as it is called here', () => {
    const [help] = COMMANDS
    if (!help) throw new Error('there is no command')
    const view = draw({ kind: 'usage', problem: 'no_key', help })
    expect(values(view, 'usage:no_key')).toEqual([`/kms-prod ${help.name} ${help.usage}`])
  })

  it.each<[UsageProblem, string, string]>([
    ['unknown_word', 'If that is your reason', 'rotate alias/x because CHG-1'],
    ['empty_reason', 'Type', 'withdraw R-7K2M9QXD because <reason>'],
  ])('shows what was not understood, and the line that is meant: %s', (problem, label, line) => {
    const [help] = COMMANDS
    if (!help) throw new Error('there is no command')
    const view = draw({ kind: 'usage', problem, help, word: 'CHG-1', line })
    expect(words(view, `usage:${problem}`)).toContain(
      `\nNot understood: CHG-1\n${label}: /kms-prod ${line}\n`,
    )
  })

  it('says how a word is looked for that is the name of an option', () => {
    const help = COMMANDS.find(({ name }) => name === 'find')
    if (!help) throw new Error('there is no find')
    const view = draw({ kind: 'usage', problem: 'bad_region', help, word: 'region' })
    expect(words(view, 'usage:bad_region')).toContain('put it in quotes')
  })

  it.each<[UsageProblem, string, string]>([
    [
      'bad_period',
      'rotate',
      'The period must be a whole number of days, 90 to 2560, written like “every 180 days”.',
    ],
    ['no_reason', 'stop-rotation', 'Switching rotation off needs a reason, so no request was made.'],
  ])('says what is wrong with a wish, and how it is written: %s', (problem, name, said) => {
    const help = COMMANDS.find((command) => command.name === name)
    if (!help) throw new Error(`there is no ${name}`)
    const view = draw({ kind: 'usage', problem, help })
    expect(words(view, `usage:${problem}`)).toBe(`${said}\nUsage: /kms-prod ${name} ${help.usage}`)
  })

  it('says in help what can be asked for', () => {
    const view = draw({ kind: 'help', help: COMMANDS })
    expect(words(view, 'about')).toContain('on or off, or to change its period')
    expect(values(view, 'commands')).toContain('/kms-prod stop-rotation <key> because <reason>')
    expect(values(view, 'commands')).toContain(
      '/kms-prod rotate <key> [every <90–2560> days] [because <reason>]',
    )
  })

  it('lists every command as it is called here', () => {
    const view = draw({ kind: 'help', help: COMMANDS })
    expect(values(view, 'commands')).toEqual(
      COMMANDS.map(({ name, usage }) => `/kms-prod ${name} ${usage}`.trim()),
    )
  })

  it('suggests the nearest command, and leads to the list of all', () => {
    const view = draw({ kind: 'unknown_command', typed: 'roate', nearest: 'rotate', help: COMMANDS })
    expect(values(view, 'unknown_command')).toEqual(['roate', '/kms-prod rotate', '/kms-prod help'])
    expect(ids(view)).toEqual(['unknown_command'])
  })

  it('suggests nothing when nothing is near', () => {
    const view = draw({ kind: 'unknown_command', typed: 'frobnicate', help: COMMANDS })
    expect(values(view, 'unknown_command')).toEqual(['frobnicate'])
  })

  it('shows the flag of a key, its last request, and when it was synced', () => {
    const view = draw({
      kind: 'key',
      ifAsked,
      key: aKey({ rotation: ON }),
      ineligible: null,
      last: a('failed'),
    })
    expect(words(view, 'rotation')).toMatch(/: on, every 365 days/)
    expect(words(view, 'last')).toContain(a('failed').id)
    expect(words(view, 'synced')).toContain('[2026-03-02T08:55:00.000Z]')
  })

  it.each([undefined, 'never', '0001-01-01T00:00:00Z'])('says nothing of a sync at %j', (syncedAt) => {
    const { syncedAt: _, ...key } = aKey()
    const shown = { ...key, ...(syncedAt === undefined ? {} : { syncedAt }) }
    expect(ids(draw({ kind: 'key', ifAsked, key: shown, ineligible: null, last: null }))).not.toContain(
      'synced',
    )
  })

  it('says nothing of a sync before the last request succeeded', () => {
    const shown = (syncedAt: string) =>
      ids(draw({ kind: 'key', ifAsked, key: aKey({ syncedAt }), ineligible: null, last: a('succeeded') }))
    expect(shown('2026-03-02T08:55:00Z')).not.toContain('synced')
    expect(shown('2026-03-03T08:55:00Z')).toContain('synced')
  })

  it.each([
    ['calling', true],
    ['unconfirmed', true],
    ['failed', false],
  ] as const)('does not offer to switch on what a request is open for: %s, %s', (state, open) => {
    const view = draw({ kind: 'key', ifAsked, key: aKey(), ineligible: null, last: a(state) })
    expect(words(view, 'rotation').includes('A request for this key is open.')).toBe(open)
    expect(words(view, 'rotation').includes('It can be switched on.')).toBe(!open)
  })

  it('says why a key cannot be switched on', () => {
    const said = (ineligible: Refusal | null) =>
      words(draw({ kind: 'key', ifAsked, key: aKey(), ineligible, last: null }), 'rotation')
    expect(said('hmac')).toContain(refused('hmac').text)
    expect(said(null)).not.toContain(refused('hmac').text)
  })

  it('gives the reference when the bot itself broke, and no reason', () => {
    const view = draw({ kind: 'broken', reference: 'abc123' })
    expect(ids(view)).toEqual(['broken', 'reference'])
    expect(words(view, 'reference')).toBe('abc123')
  })
})
