import { describe, expect, it } from 'vitest'
import { blocksAsText } from '../../../simulators/slack/blocks-as-text.ts'

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const plain = (text: string) => ({ type: 'plain_text', text })

describe('blocksAsText', () => {
  it('draws a card line by line', () => {
    const card = [
      { type: 'header', text: plain('Switch rotation on') },
      { type: 'section', text: mrkdwn('Asked by <@U1>'), fields: [plain('Region'), mrkdwn('*eu-west-1*')] },
      { type: 'divider' },
      {
        type: 'actions',
        elements: [
          { type: 'button', text: plain('Approve') },
          { type: 'button', text: plain('Deny') },
        ],
      },
      { type: 'context', elements: [mrkdwn('#12'), plain('abc')] },
    ]
    const names = (id: string) => (id === 'U1' ? 'ann' : undefined)
    expect(blocksAsText(card, names)).toBe(
      [
        'Switch rotation on',
        'Asked by @ann',
        'Region',
        '*eu-west-1*',
        '---',
        '[Approve] [Deny]',
        '#12 abc',
      ].join('\n'),
    )
  })

  it.each([
    ['<https://example.com|the ticket>', 'the ticket (https://example.com)'],
    ['<https://example.com>', 'https://example.com'],
    ['<@U1|sam> in <#C1|audit>', '@sam in #audit'],
    ['<!subteam^S1|@oncall> and <!here>', '@oncall and @here'],
    ['a &lt;b&gt; &amp;amp;', 'a <b> &amp;'],
  ])('reads the mrkdwn %s', (text, words) => {
    expect(blocksAsText([{ type: 'section', text: mrkdwn(text) }])).toBe(words)
  })

  it('leaves plain text as it is', () => {
    expect(blocksAsText([{ type: 'section', text: plain('<!here> &lt;') }])).toBe('<!here> &lt;')
  })

  it('draws rich text with its lists, quotes and links', () => {
    const inline = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] })
    const elements = [
      inline('before'),
      { type: 'rich_text_list', style: 'ordered', elements: [inline('one'), inline('two')] },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
      { type: 'rich_text_section', elements: [{ type: 'link', url: 'https://e.x', text: 'here' }] },
    ]
    expect(blocksAsText([{ type: 'rich_text', elements }])).toBe(
      'before\n1. one\n2. two\n> said\nhere (https://e.x)',
    )
  })

  it('names a block that it cannot draw', () => {
    expect(blocksAsText([{ type: 'carousel' }])).toBe('[carousel]')
  })

  it('draws a table row by row', () => {
    const raw = (text: string) => ({ type: 'raw_text', text })
    const ann = [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U1' }] }]
    const rows = [
      [raw('Who'), raw('Days')],
      [
        { type: 'rich_text', elements: ann },
        { type: 'raw_number', value: 3, text: '3' },
      ],
    ]
    const names = (id: string) => (id === 'U1' ? 'ann' : undefined)
    expect(blocksAsText([{ type: 'data_table', caption: 'People', rows }], names)).toBe(
      'People\nWho | Days\n@ann | 3',
    )
  })
})
