import { describe, expect, it } from 'vitest'
import { checkBlocks, describeProblem } from '../../../../simulators/slack/block-kit/check-blocks.ts'
import { checkView } from '../../../../simulators/slack/block-kit/check-view.ts'
import * as make from './samples.ts'

const { actions, input, option, options, plain, section, select } = make

const refused: [string, make.Sample, string][] = [
  [
    'a text input among buttons',
    actions(make.typed()),
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'a button as an input',
    input(make.button()),
    'unsupported type: button [json-pointer:/blocks/0/element/type]',
  ],
  [
    'a field that a select does not have',
    actions(select({ colour: 'red' })),
    'invalid additional property: colour [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'options beside groups',
    actions(select({ option_groups: [{ label: plain('x'), options: options(1) }] })),
    'only one of `options` and `option_groups` is allowed [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'an initial option from elsewhere',
    actions(select({ initial_option: option({ value: 'other' }) })),
    'initial option is not among the options [json-pointer:/blocks/0/elements/0/initial_option]',
  ],
  [
    'a url of an option of a select',
    actions(select({ options: [option({ url: 'https://x' })] })),
    'invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]',
  ],
  [
    'an image from two places',
    make.image({ slack_file: { id: 'F1' } }),
    'must have exactly one of: image_url, slack_file [json-pointer:/blocks/0]',
  ],
  [
    'a minimum above the maximum',
    input({ type: 'number_input', is_decimal_allowed: false, min_value: '2', max_value: '1' }),
    'must not be more than `max_value` [json-pointer:/blocks/0/element/min_value]',
  ],
  [
    'a date in another form',
    actions({ type: 'datepicker', initial_date: '23.11.2026' }),
    'must be a date: YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]',
  ],
  [
    'a ragged table',
    make.table({ rows: [[make.cell()], [make.cell(), make.cell()]] }),
    'all rows must have the same number of columns [json-pointer:/blocks/0/rows/1]',
  ],
  [
    'rich text in the header of a data_table',
    make.dataTable({ rows: [[make.richText()], [make.cell()]] }),
    'a header is no rich_text [json-pointer:/blocks/0/rows/0/0/type]',
  ],
  [
    'a category without a point',
    {
      ...make.bars(1, 2),
      chart: {
        ...make.bars(1, 2).chart,
        axis_config: { categories: ['c0', 'c9'] },
      },
    },
    'must have exactly one point for each category [json-pointer:/blocks/0/chart/series/0/data]',
  ],
  [
    'an empty card',
    { type: 'card', subtitle: plain('x') },
    'must have at least one of: hero_image, title, actions, body [json-pointer:/blocks/0]',
  ],
  [
    'a container in a container',
    make.container({ child_blocks: [make.container()] }),
    'unsupported type: container [json-pointer:/blocks/0/child_blocks/0/type]',
  ],
  [
    'a container without a title',
    make.container({ title: undefined }),
    'must have exactly one of: title, rich_text_title [json-pointer:/blocks/0]',
  ],
  [
    'an unknown chart',
    { type: 'data_visualization', title: 'x', chart: { type: 'radar' } },
    'unsupported type: radar [json-pointer:/blocks/0/chart/type]',
  ],
  [
    'an icon that Slack does not have',
    { type: 'context_actions', elements: [make.iconButton({ icon: 'skull' })] },
    'must be one of: trash [json-pointer:/blocks/0/elements/0/icon]',
  ],
  [
    'a task twice in a plan',
    { type: 'plan', title: 'x', tasks: [make.task(), make.task()] },
    'must be unique [json-pointer:/blocks/0/tasks/1/task_id]',
  ],
  [
    'a dispatch config that names no trigger',
    input(make.typed({ dispatch_action_config: {} })),
    'missing required field: trigger_actions_on [json-pointer:/blocks/0/element/dispatch_action_config]',
  ],
  [
    'a block_id of a child that is taken',
    make.container({ block_id: 'a', child_blocks: [section({ block_id: 'a' })] }),
    '`block_id` "a" already exists [json-pointer:/blocks/0/child_blocks/0/block_id]',
  ],
]

describe('checkBlocks', () => {
  it.each(refused)('refuses %s', (_what, block, words) => {
    expect(checkBlocks([block]).map(describeProblem)).toEqual([words])
  })
})

describe('checkView', () => {
  it.each([
    [
      'no title',
      { type: 'modal', blocks: [section()] },
      'missing required field: title [json-pointer:/view]',
    ],
    [
      'no blocks at all',
      make.modal({ blocks: [] }),
      'no fewer than 1 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'an input without a submit button',
      make.modal({ blocks: [input(make.typed())] }),
      'must define `submit` to use an `input` block in modals [json-pointer:/view]',
    ],
    [
      'a field of other views',
      make.modal({ submit_disabled: true }),
      'invalid additional property: submit_disabled [json-pointer:/view]',
    ],
    [
      'a title on the home',
      { type: 'home', title: plain('x'), blocks: [section()] },
      'invalid additional property: title [json-pointer:/view]',
    ],
    ['another kind', make.modal({ type: 'drawer' }), 'unsupported type: drawer [json-pointer:/view/type]'],
    [
      'two elements that want the focus',
      make.modal({
        submit: plain('x'),
        blocks: [input(make.typed({ focus_on_load: true })), input(make.typed({ focus_on_load: true }))],
      }),
      'only one element may have `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]',
    ],
  ])('refuses a view with %s', (_what, view, words) => {
    expect(checkView(view).map(describeProblem)).toEqual([words])
  })

  it('takes a home with an input, which needs no submit button', () => {
    expect(checkView({ type: 'home', blocks: [input(make.typed())] })).toEqual([])
  })
})
