import { describe, expect, it } from 'vitest'
import { blocksAsText } from '../../../simulators/slack/blocks-as-text.ts'
import type { Reply } from '../../../src/core/reply.ts'
import { reply } from '../../../src/slack/views/reply.ts'
import { aKey, ON } from '../../builders.ts'
import { block, buttons, ids, values, words } from './read-blocks.ts'

type Found = Extract<Reply, { kind: 'found' }>

function found(changes: Partial<Found> = {}): Found {
  return {
    ...{
      kind: 'found',
      sought: { text: 'pay' },
      keys: [aKey()],
      first: 0,
      total: 1,
      cut: false,
      nearest: [],
      more: null,
    },
    ...changes,
  }
}

const draw = (changes: Partial<Found> = {}) => reply(found(changes), '/kms')

describe('keys that were found', () => {
  it('stand in a table of inert cells, with what tells them apart', () => {
    const on = aKey({ rotation: ON, gone: true, aliases: [], region: 'us-east-1' })
    const view = draw({ keys: [aKey(), on], total: 2 })
    expect(blocksAsText([block(view, 'keys')]).split('\n')).toEqual([
      'Keys that were found',
      'Key | Automatic rotation | Region | Account | State',
      'alias/payments | off | eu-west-1 | 123456789012 | Enabled',
      `${on.awsKeyId} | on, every 365 days | us-east-1 | 123456789012 | gone from AWS`,
    ])
    const cells = JSON.stringify(block(view, 'keys'))
    expect(cells.match(/"type":"(?!raw_text|data_table)/g)).toBeNull()
  })

  it.each([
    ['bill', 'alias/payments (alias/billing)'],
    ['prod', 'alias/payments (env=prod)'],
    ['pay prod bill', 'alias/payments (env=prod, alias/billing)'],
    ['pay eu-west-1 123456789012', 'alias/payments'],
  ])('say why they are there, where their row would not show it: %s', (text, first) => {
    const view = draw({ sought: { text } })
    const [, , row] = blocksAsText([block(view, 'keys')]).split('\n')
    expect(row).toBe(`${first} | off | eu-west-1 | 123456789012 | Enabled`)
    expect(words({ blocks: view.simpler ?? [] }, 'keys')).toContain(`• ${first}: rotation off`)
  })

  it('lead on to one by its ARN, where another one has the same name', () => {
    const twin = aKey({ arn: `${aKey().arn}x` })
    expect(values(draw({ keys: [aKey(), twin] }), 'notes')).toEqual([`/kms show ${aKey().arn}`])
  })

  it('say the same line by line to a Slack that takes no table', () => {
    const view = draw()
    const plain = { blocks: view.simpler ?? [] }
    expect(ids(plain)).toEqual(ids(view))
    expect(words(plain, 'keys')).toBe(
      '• alias/payments: rotation off, eu-west-1, account 123456789012, Enabled',
    )
  })

  it('are named where one may have been meant, and none was found', () => {
    const view = draw({ keys: [], total: 0, nearest: ['alias/payments', 'alias/paying'] })
    expect(words(view, 'found')).toContain('Did you mean: alias/payments, alias/paying\n')
    expect(words(draw({ keys: [], total: 0 }), 'found')).not.toContain('Did you mean')
  })

  it('lead on to one by its ARN, where its alias cannot be typed', () => {
    const odd = aKey({ aliases: ['alias/<!channel> *bold*'] })
    expect(values(draw({ keys: [odd] }), 'notes')).toEqual([`/kms show ${odd.arn}`])
  })

  it('lead on to one of them', () => {
    expect(values(draw(), 'notes')).toEqual(['/kms show alias/payments'])
  })

  it.each<[Partial<Found>, string]>([
    [{}, '1 key for pay.'],
    [{ total: 3, keys: [aKey(), aKey(), aKey()] }, '3 keys for pay.'],
    [{ total: 30, first: 25 }, 'Keys 26 to 26 of 30 for pay.'],
    [{ sought: { text: '', rotation: 'off' } }, '1 key with rotation off.'],
    [
      { sought: { text: 'pay', rotation: 'on', region: 'eu-west-1', account: '123456789012' } },
      '1 key with rotation on in eu-west-1 of account 123456789012 for pay.',
    ],
    [{ keys: [], total: 0 }, 'No key was found for pay.'],
    [{ keys: [], total: 3, first: 100 }, 'That page has no keys for pay.'],
  ])('are counted: %j', (changes, sentence) => {
    expect(words(draw(changes), 'found').split('\n')[0]).toBe(sentence)
  })

  it('are read aloud row by row', () => {
    expect(draw().text.split('\n').slice(0, 4)).toEqual([
      '1 key for pay.',
      'Keys that were found',
      'Key, Automatic rotation, Region, Account, State',
      'alias/payments, off, eu-west-1, 123456789012, Enabled',
    ])
  })

  it('may not be all: then it is said what to do', () => {
    expect(words(draw({ cut: true }), 'notes')).toMatch(/more keys than were looked through.*Name a Region/)
    expect(words(draw({ cut: true, keys: [], total: 0 }), 'found')).toMatch(/Name a Region/)
    expect(words(draw(), 'notes')).not.toMatch(/Region/)
  })

  it('have a button to the next page, which says so, and none at the end', () => {
    const more = 'find pay page 2'
    expect(buttons(draw({ more }))).toMatchObject([{ action: 'more', value: more }])
    expect(buttons({ blocks: draw({ more }).simpler ?? [] })).toHaveLength(1)
    expect(buttons(draw())).toEqual([])
    expect(buttons(draw({ more: 'x'.repeat(2_001) }))).toEqual([])
  })
})
