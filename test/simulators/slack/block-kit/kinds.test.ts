import { describe, expect, it } from 'vitest'
import { checkBlocks, describeProblem } from '../../../../simulators/slack/block-kit/check-blocks.ts'
import type { Surface } from '../../../../simulators/slack/block-kit/surfaces.ts'
import * as make from './samples.ts'

const { actions, input, option, options, plain, section, select } = make

const elements: [string, make.Sample][] = [
  ['button', make.button({ style: 'danger', value: 'x', confirm: make.confirm({ title: plain('Sure?') }) })],
  [
    'workflow_button',
    {
      type: 'workflow_button',
      text: plain('Run'),
      workflow: {
        trigger: { url: 'https://x', customizable_input_parameters: [{ name: 'a', value: 'b' }] },
      },
    },
  ],
  ['overflow', { type: 'overflow', options: [option(), option({ value: 'two', url: 'https://x' })] }],
  ['checkboxes', { type: 'checkboxes', options: options(2), initial_options: options(1) }],
  ['radio_buttons', { type: 'radio_buttons', options: options(2), initial_option: options(1)[0] }],
  ['datepicker', { type: 'datepicker', initial_date: '2026-11-23', placeholder: plain('x') }],
  ['timepicker', { type: 'timepicker', initial_time: '23:59', timezone: 'Etc/UTC' }],
  ['datetimepicker', { type: 'datetimepicker', initial_date_time: 1_800_000_000 }],
  ['static_select', select({ initial_option: options(1)[0], focus_on_load: true })],
  ['multi_static_select', { type: 'multi_static_select', options: options(2), max_selected_items: 1 }],
  ['external_select', { type: 'external_select', min_query_length: 0, initial_option: option() }],
  ['multi_external_select', { type: 'multi_external_select', initial_options: options(2) }],
  ['users_select', { type: 'users_select', initial_user: 'U1' }],
  ['multi_users_select', { type: 'multi_users_select', initial_users: ['U1'] }],
  [
    'conversations_select',
    { type: 'conversations_select', filter: { include: ['im', 'public'] }, response_url_enabled: true },
  ],
  [
    'multi_conversations_select',
    { type: 'multi_conversations_select', default_to_current_conversation: true },
  ],
  ['channels_select', { type: 'channels_select', initial_channel: 'C1' }],
  ['multi_channels_select', { type: 'multi_channels_select', initial_channels: ['C1'] }],
]

const inputs: [string, make.Sample][] = [
  ['plain_text_input', make.typed({ multiline: true, min_length: 1, max_length: 10, initial_value: 'x' })],
  ['email_text_input', { type: 'email_text_input', initial_value: 'a@b.example' }],
  ['url_text_input', { type: 'url_text_input', initial_value: 'https://x' }],
  ['number_input', { type: 'number_input', is_decimal_allowed: true, min_value: '-1', max_value: '1.5' }],
  ['rich_text_input', { type: 'rich_text_input', initial_value: make.richText(), max_lines: 3 }],
  ['file_input', { type: 'file_input', filetypes: ['csv'], max_files: 1 }],
]

const file = { type: 'file', external_id: 'x', source: 'remote' }
const plan = {
  type: 'plan',
  title: 'x',
  tasks: [make.task(), { task_id: 't2', title: 'y', status: 'error' }],
}

const everywhere: Surface[] = ['message', 'modal', 'home']
const blocks: [string, make.Sample, Surface[]][] = [
  ['actions', actions(make.button()), everywhere],
  ['alert', { type: 'alert', text: plain('x'), level: 'warning' }, ['modal']],
  ['card', make.card({ slack_icon: { type: 'icon', name: 'key' }, actions: [make.button()] }), everywhere],
  ['carousel', { type: 'carousel', elements: [make.card()] }, ['message', 'home']],
  [
    'container',
    make.container({ width: 'full', is_collapsible: true, default_collapsed: true }),
    ['message', 'home'],
  ],
  ['context', { type: 'context', elements: [plain('x'), make.image()] }, everywhere],
  ['context_actions', make.feedback(), ['message']],
  ['data_table', make.dataTable({ row_header_column_index: 1 }), ['message', 'home']],
  ['data_visualization', make.bars(2, 2, { y_label: 'x' }), ['message']],
  ['divider', { type: 'divider' }, everywhere],
  ['file', file, ['message']],
  ['header', { type: 'header', text: plain('x') }, everywhere],
  ['image', { type: 'image', slack_file: { id: 'F1' }, alt_text: 'x' }, everywhere],
  ['input', input(make.typed()), everywhere],
  ['markdown', { type: 'markdown', text: '# x' }, ['message']],
  ['plan', plan, ['message']],
  ['rich_text', make.richText(), everywhere],
  ['section', section({ accessory: make.image() }), everywhere],
  ['table', make.table({ column_settings: [{ align: 'right' }, null] }), ['message', 'home']],
  ['task_card', make.task({ details: make.richText() }), ['message']],
  ['video', make.video({ title_url: 'https://x' }), everywhere],
]

describe('checkBlocks', () => {
  it.each(elements)('takes a %s among the elements of actions', (_type, element) => {
    expect(checkBlocks([actions(element)])).toEqual([])
  })

  it.each(inputs)('takes a %s as an input', (_type, element) => {
    expect(checkBlocks([input(element)])).toEqual([])
  })

  it.each(blocks)('takes a block of type %s on its surfaces only', (type, block, surfaces) => {
    const verdicts = everywhere.map((surface) => [
      surface,
      checkBlocks([block], { surface }).map(describeProblem),
    ])
    const no = [`unsupported type: ${type} [json-pointer:/blocks/0/type]`]
    expect(verdicts).toEqual(everywhere.map((surface) => [surface, surfaces.includes(surface) ? [] : no]))
  })
})
