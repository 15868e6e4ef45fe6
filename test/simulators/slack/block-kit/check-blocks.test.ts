import { describe, expect, it } from 'vitest'
import { checkBlocks, describeProblem } from '../../../../simulators/slack/block-kit/check-blocks.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const button = (more = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more })
const divider = { type: 'divider' }

const refused: [string, unknown[], string][] = [
  [
    'a block of no known type',
    [{ type: 'marquee' }],
    'unsupported type: marquee [json-pointer:/blocks/0/type]',
  ],
  ['a block without a type', [{}], 'missing required field: type [json-pointer:/blocks/0]'],
  [
    'a field that Slack does not know',
    [{ ...divider, colour: 'red' }],
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  ['a header without text', [{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0]'],
  [
    'a section with neither text nor fields',
    [{ type: 'section' }],
    'missing required field: text [json-pointer:/blocks/0]',
  ],
  [
    'mrkdwn in a header',
    [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
    'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
  ],
  [
    'a text that is a bare string',
    [{ type: 'section', text: 'x' }],
    'must provide an object [json-pointer:/blocks/0/text]',
  ],
  [
    'an empty text',
    [{ type: 'header', text: plain('') }],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a section text that is too long',
    [{ type: 'section', text: plain('x'.repeat(3001)) }],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a field that is too long',
    [{ type: 'section', fields: [plain('x'.repeat(2001))] }],
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'eleven fields',
    [{ type: 'section', fields: Array(11).fill(plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'eleven context elements',
    [{ type: 'context', elements: Array(11).fill(plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'a long button label',
    [{ type: 'actions', elements: [button({ text: plain('x'.repeat(76)) })] }],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a long action_id',
    [{ type: 'actions', elements: [button({ action_id: 'x'.repeat(256) })] }],
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'a button style that does not exist',
    [{ type: 'actions', elements: [button({ style: 'loud' })] }],
    'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'an action_id twice in a block',
    [{ type: 'actions', elements: [button(), button()] }],
    '`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    'a block_id twice in a message',
    [
      { ...divider, block_id: 'a' },
      { ...divider, block_id: 'a' },
    ],
    '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
  ],
  ['fifty-one blocks', Array(51).fill(divider), 'no more than 50 items allowed [json-pointer:/blocks]'],
  [
    'an unknown rich text element',
    [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'blink' }] }] }],
    'unsupported type: blink [json-pointer:/blocks/0/elements/0/elements/0/type]',
  ],
]

describe('checkBlocks', () => {
  it.each(refused)('refuses %s', (_what, blocks, words) => {
    expect(checkBlocks(blocks).map(describeProblem)).toEqual([words])
  })

  it('counts code points, not UTF-16 units', () => {
    expect(checkBlocks([{ type: 'header', text: plain('🔑'.repeat(150)) }])).toEqual([])
  })

  it('accepts one of each kind', () => {
    const mrkdwn = { type: 'mrkdwn', text: '*x*', verbatim: true }
    const image = { type: 'image', image_url: 'https://example.com/x.png', alt_text: 'x' }
    const rich = { type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style: { bold: true } }] }
    const confirm = { title: plain('Sure?'), text: mrkdwn, confirm: plain('Yes'), deny: plain('No') }
    const blocks = [
      { type: 'header', text: plain('x'), block_id: 'head' },
      { type: 'section', text: mrkdwn, fields: [mrkdwn, plain('y')], accessory: button() },
      divider,
      { type: 'context', elements: [mrkdwn, plain('y'), image] },
      { type: 'actions', elements: [button({ style: 'primary', value: 'R-1', confirm })] },
      { type: 'rich_text', elements: [rich, { type: 'rich_text_list', style: 'bullet', elements: [rich] }] },
      { type: 'input', label: plain('Why'), element: { type: 'plain_text_input', multiline: true } },
      image,
    ]
    expect(checkBlocks(blocks)).toEqual([])
  })
})
