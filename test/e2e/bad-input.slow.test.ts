import { describe, expect, it } from 'vitest'
import { type Answer, blockIds, isA } from '../../simulators/observed.ts'
import { blocksAsText } from '../../simulators/slack/blocks-as-text.ts'
import { auditOf, outcomeOf } from './audit.ts'
import { stageOfFile } from './staged.ts'

// Control, direction and other invisible characters; the line feeds between our own lines are allowed.
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u

const { stage, seen } = await stageOfFile()
// The bot logs in to CipherTrust after its start: from here on, a call more is a call too many.
await seen.type(stage.slack.users.requester, 'show alias/orders-eligible')

describe('a command that is none', () => {
  it.each([
    ['nothing', '', 'commands'],
    ['a typo', 'rotat alias/x', 'unknown_command'],
    ['10,000 characters', 'x'.repeat(10_000), 'unknown_command'],
    ['10,000 characters after a good word', `rotate ${'x'.repeat(10_000)}`, 'usage:too_long'],
    ['the name of an inherited property', 'constructor', 'unknown_command'],
    ['the name of the prototype', '__proto__', 'unknown_command'],
    ['a word of another script’s direction', '\u202Eetator', 'unknown_command'],
    ['no key', 'rotate', 'usage:no_key'],
    ['a word too many', 'rotate alias/orders-eligible please', 'usage:unknown_word'],
    ['no reason after its word', 'rotate alias/orders-eligible because', 'usage:empty_reason'],
    ['an option without its value', 'find orders region', 'usage:bad_region'],
    ['two keys', 'rotate alias/orders-eligible alias/orders-180', 'usage:several_keys'],
    ['a direction override in a reference', 'rotate alias/\u202Eelbigile', 'usage:bad_key'],
    ['control characters in a reference', 'rotate alias/orders\u0000\u001B[31m', 'usage:bad_key'],
    ['a path that climbs', 'rotate ../../auth/tokens', 'usage:bad_key'],
    ['an alias that climbs', 'rotate alias/../orders-eligible', 'usage:bad_key'],
    ['a path that climbs in escapes', 'rotate ..%2f..%2fauth%2ftokens', 'usage:bad_key'],
    [
      'an id with a path behind it',
      'rotate 60e66b91-8e24-4920-8e47-d2174993782e/../x/delete',
      'usage:bad_key',
    ],
    ['an address without a key', 'show https://ciphertrust.example.com/%2e%2e/keys', 'usage:bad_key'],
  ])('%s is answered, makes no entry, and reaches nobody', async (_, text, block) => {
    const before = { calls: (await seen.calls()).length, entries: auditOf(stage).length }

    const answer = await seen.type(stage.slack.users.requester, text)

    expect(blockIds(answer)).toContain(block)
    expect(answer.replies).toHaveLength(1)
    expect(everyString(answer.replies).filter((part) => INVISIBLE.test(part))).toEqual([])
    expect({ calls: (await seen.calls()).length, entries: auditOf(stage).length }).toEqual(before)
  })
})

describe('a reference that reads like code', () => {
  it.each(['constructor', '__proto__', 'alias/toString'])('%s is a key that nobody knows', async (name) => {
    const answer = await seen.type(stage.slack.users.requester, `rotate ${name}`)

    expect(blockIds(answer)).toContain('refused:key_not_found')
  })
})

describe('a key whose alias tries to break out', () => {
  const key = { id: '81698de0-fa8e-43f4-91d0-ac0179eee563' }
  const arn = 'arn:aws:kms:us-east-1:123456789012:key/61999490-b233-442a-b09f-5632f11fc86d'

  it('is shown, asked for and told of without a mention, markup or invisible characters', async () => {
    const { requester } = stage.slack.users
    const answers = [
      await seen.type(requester, `show ${arn}`),
      await seen.type(requester, `rotate ${key.id}`),
    ]

    const outcome = await outcomeOf(stage, seen, key)
    const [channel, told] = [
      await seen.transcript(stage.slack.channels.audit),
      await seen.transcript(requester),
    ]
    const messages = [...answers.flatMap(({ replies }) => replies), ...channel, ...told].flatMap(withThread)

    expect(blockIds(answers[1] as Answer)).toContain('asked')
    expect(outcome).toMatchObject({ cards: 1, thread: ['asked', 'succeeded'], told: 1, on: true })
    expect(messages.length).toBeGreaterThanOrEqual(6)
    expect(messages.filter(({ text }) => /<!(?!date\^)|<@U0ANN>/.test(text))).toEqual([])
    expect(messages.some(({ text }) => text.includes('&lt;!channel&gt;'))).toBe(true)
    expect(objects(messages).filter(({ type }) => type === 'mrkdwn')).toEqual([])
    expect(objects(messages).filter(({ type }) => type === 'broadcast')).toEqual([])
    expect(everyString(messages).filter((part) => INVISIBLE.test(part))).toEqual([])
    expect(blocksAsText(channel.find(isA('cckm_card'))?.blocks ?? [])).toContain('alias/<!channel> *bold*')
  })

  it('leaves no broken chain in the log', () => {
    expect(auditOf(stage).length).toBeGreaterThan(5)
  })
})

interface Told {
  readonly text: string
  readonly blocks: readonly unknown[]
  readonly thread?: readonly Told[]
}

function withThread(message: Told): readonly Told[] {
  return [message, ...(message.thread ?? [])]
}

/** Every object within, however deep. */
function objects(value: unknown): readonly Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(objects)
  return Array.isArray(value) ? inner : [Object.fromEntries(Object.entries(value)), ...inner]
}

function everyString(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(everyString) : []
}
