import { describe, expect, it } from 'vitest'
import { checkBlocks } from '../../../../simulators/slack/block-kit/check-blocks.ts'
import { checkView } from '../../../../simulators/slack/block-kit/check-view.ts'
import { grouped, inMessages, source } from './limit-rows.ts'
import * as make from './samples.ts'

const {
  actions,
  chars,
  container,
  dataTable,
  input,
  modal,
  pie,
  plain,
  section,
  segment,
  select,
  table,
  times,
  video,
} = make

const inViews: [what: string, limit: number, view: (size: number) => make.Sample, pointer: string][] = [
  ['blocks', 100, (n) => modal({ blocks: times(n, () => section()) }), '/view/blocks'],
  ['the title', 24, (n) => modal({ title: plain(chars(n)) }), '/view/title/text'],
  ['the close button', 24, (n) => modal({ close: plain(chars(n)) }), '/view/close/text'],
  ['the submit button', 24, (n) => modal({ submit: plain(chars(n)) }), '/view/submit/text'],
  ['private_metadata', 3000, (n) => modal({ private_metadata: chars(n) }), '/view/private_metadata'],
  ['callback_id', 255, (n) => modal({ callback_id: chars(n) }), '/view/callback_id'],
  ['external_id', 255, (n) => modal({ external_id: chars(n) }), '/view/external_id'],
  [
    'an alert',
    200,
    (n) => modal({ blocks: [{ type: 'alert', text: plain(chars(n)) }] }),
    '/view/blocks/0/text/text',
  ],
]

const floors: [what: string, block: make.Sample, pointer: string][] = [
  ['a section without text', section({ text: plain('') }), '/text/text'],
  ['no elements', actions(), '/elements'],
  ['no fields', section({ fields: [] }), '/fields'],
  ['no options', actions(select({ options: [] })), '/elements/0/options'],
  [
    'an empty group',
    actions(grouped([{ label: plain('x'), options: [] }])),
    '/elements/0/option_groups/0/options',
  ],
  ['an empty overflow menu', actions({ type: 'overflow', options: [] }), '/elements/0/options'],
  ['no checkboxes', actions({ type: 'checkboxes', options: [] }), '/elements/0/options'],
  ['no radio buttons', actions({ type: 'radio_buttons', options: [] }), '/elements/0/options'],
  ['a file_input for no file', input({ type: 'file_input', max_files: 0 }), '/element/max_files'],
  ['a carousel without cards', { type: 'carousel', elements: [] }, '/elements'],
  ['a container without blocks', container({ child_blocks: [] }), '/child_blocks'],
  ['empty markdown', { type: 'markdown', text: '' }, '/text'],
  ['a video without alt text', video({ alt_text: '' }), '/alt_text'],
  ['a data_table of a header alone', dataTable({ rows: make.rows(1, 1) }), '/rows'],
  ['a data_table without a page', dataTable({ page_size: 0 }), '/page_size'],
  ['an empty cell', dataTable({ rows: [[make.cell()], [make.cell('')]] }), '/rows/1/0/text'],
  ['a pie without segments', pie([]), '/chart/segments'],
  ['a segment of nothing', pie([segment({ value: 0 })]), '/chart/segments/0/value'],
  ['a chart without series', make.bars(0, 1), '/chart/series'],
  ['a source without url', make.task({ sources: [source('')] }), '/sources/0/url'],
]

describe('the limits of blocks', () => {
  it.each(inMessages)('takes %s of %i and refuses one more at its place', (_what, limit, block, pointer) => {
    expect(checkBlocks([block(limit)])).toEqual([])
    expect(pointersIn([block(limit + 1)])).toEqual([`/blocks/0${pointer}`])
  })

  it.each(inViews)('takes %s of %i in a view and refuses one more', (_what, limit, view, pointer) => {
    expect(checkView(view(limit))).toEqual([])
    expect(checkView(view(limit + 1)).map((problem) => problem.pointer)).toEqual([pointer])
  })

  it.each(floors)('refuses %s', (_what, block, pointer) => {
    expect(pointersIn([block])).toEqual([`/blocks/0${pointer}`])
  })

  it('takes 20 columns of a data_table and refuses 21 in every row', () => {
    expect(checkBlocks([dataTable({ rows: make.rows(2, 20) })])).toEqual([])
    expect(pointersIn([dataTable({ rows: make.rows(2, 21) })])).toEqual([
      '/blocks/0/rows/0',
      '/blocks/0/rows/1',
    ])
  })

  it('takes 20 points and categories of a chart and refuses 21 of both', () => {
    expect(checkBlocks([make.bars(1, 20)])).toEqual([])
    expect(pointersIn([make.bars(1, 21)])).toEqual([
      '/blocks/0/chart/series/0/data',
      '/blocks/0/chart/axis_config/categories',
    ])
  })

  it('counts tables, markdown and charts over the whole message', () => {
    const half = table({ rows: [[make.cell(chars(5001))]] })
    const markdown = { type: 'markdown', text: chars(6000) }
    const more = { type: 'markdown', text: chars(6001) }
    expect(pointersIn([half, half])).toEqual(['/blocks/1/rows'])
    expect(checkBlocks([markdown, markdown])).toEqual([])
    expect(pointersIn([markdown, more])).toEqual(['/blocks/1/text'])
    expect(checkBlocks([pie([segment()]), pie([segment()])])).toEqual([])
    expect(pointersIn([pie([segment()]), pie([segment()]), pie([segment()])])).toEqual(['/blocks/2/type'])
  })

  it('takes no more than 50 blocks in a message', () => {
    expect(checkBlocks(times(50, () => section()))).toEqual([])
    expect(pointersIn(times(51, () => section()))).toEqual(['/blocks'])
  })
})

function pointersIn(blocks: unknown[]): string[] {
  return checkBlocks(blocks).map(({ pointer }) => pointer)
}
