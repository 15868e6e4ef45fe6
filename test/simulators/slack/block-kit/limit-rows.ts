import * as make from './samples.ts'

const { actions, chars, input, option, options, plain, section, times } = make
const { card, container, dataTable, pie, segment, select, table, video } = make

export type Row = [what: string, limit: number, block: (size: number) => make.Sample, pointer: string]

/** What a block may hold at most; the place that a pointer names when it holds one more. */
export const inMessages: Row[] = [
  ['block_id', 255, (n) => ({ type: 'divider', block_id: chars(n) }), '/block_id'],
  ['action_id', 255, (n) => actions(make.button({ action_id: chars(n) })), '/elements/0/action_id'],
  ['the text of a section', 3000, (n) => section({ text: plain(chars(n)) }), '/text/text'],
  ['the fields of a section', 10, (n) => section({ fields: times(n, () => plain('x')) }), '/fields'],
  ['a field', 2000, (n) => section({ fields: [plain(chars(n))] }), '/fields/0/text'],
  ['a header', 150, (n) => ({ type: 'header', text: plain(chars(n)) }), '/text/text'],
  [
    'the elements of a context',
    10,
    (n) => ({ type: 'context', elements: times(n, () => plain('x')) }),
    '/elements',
  ],
  [
    'a text of a context',
    3000,
    (n) => ({ type: 'context', elements: [plain(chars(n))] }),
    '/elements/0/text',
  ],
  ['the elements of an actions block', 25, (n) => actions(...times(n, () => make.button())), '/elements'],
  ['the address of an image', 3000, (n) => make.image({ image_url: chars(n) }), '/image_url'],
  ['the alt text of an image', 2000, (n) => make.image({ alt_text: chars(n) }), '/alt_text'],
  ['the title of an image', 2000, (n) => make.image({ title: plain(chars(n)) }), '/title/text'],
  ['markdown', 12_000, (n) => ({ type: 'markdown', text: chars(n) }), '/text'],

  [
    'the text of a button',
    75,
    (n) => actions(make.button({ text: plain(chars(n)) })),
    '/elements/0/text/text',
  ],
  ['the value of a button', 2000, (n) => actions(make.button({ value: chars(n) })), '/elements/0/value'],
  ['the url of a button', 3000, (n) => actions(make.button({ url: chars(n) })), '/elements/0/url'],
  [
    'the label of a button for screen readers',
    75,
    (n) => actions(make.button({ accessibility_label: chars(n) })),
    '/elements/0/accessibility_label',
  ],
  ...confirmRows(),

  ['the options of a select', 100, (n) => actions(select({ options: options(n) })), '/elements/0/options'],
  [
    'the text of an option',
    75,
    (n) => actions(select({ options: [option({ text: plain(chars(n)) })] })),
    '/elements/0/options/0/text/text',
  ],
  [
    'the value of an option',
    150,
    (n) => actions(select({ options: [option({ value: chars(n) })] })),
    '/elements/0/options/0/value',
  ],
  [
    'the description of an option',
    75,
    (n) => actions(select({ options: [option({ description: plain(chars(n)) })] })),
    '/elements/0/options/0/description/text',
  ],
  [
    'the groups of a select',
    100,
    (n) => actions(grouped(times(n, () => ({ label: plain('x'), options: options(1) })))),
    '/elements/0/option_groups',
  ],
  [
    'the label of a group',
    75,
    (n) => actions(grouped([{ label: plain(chars(n)), options: options(1) }])),
    '/elements/0/option_groups/0/label/text',
  ],
  [
    'the options of a group',
    100,
    (n) => actions(grouped([{ label: plain('x'), options: options(n) }])),
    '/elements/0/option_groups/0/options',
  ],
  [
    'the placeholder of a select',
    150,
    (n) => actions(select({ placeholder: plain(chars(n)) })),
    '/elements/0/placeholder/text',
  ],
  ['an overflow menu', 5, (n) => actions({ type: 'overflow', options: options(n) }), '/elements/0/options'],
  [
    'the url of an option of an overflow menu',
    3000,
    (n) => actions({ type: 'overflow', options: [option({ url: chars(n) })] }),
    '/elements/0/options/0/url',
  ],
  ['checkboxes', 10, (n) => actions({ type: 'checkboxes', options: options(n) }), '/elements/0/options'],
  [
    'radio buttons',
    10,
    (n) => actions({ type: 'radio_buttons', options: options(n) }),
    '/elements/0/options',
  ],

  ['the label of an input', 2000, (n) => input(make.typed(), { label: plain(chars(n)) }), '/label/text'],
  ['the hint of an input', 2000, (n) => input(make.typed(), { hint: plain(chars(n)) }), '/hint/text'],
  ['the max_length of an input', 3000, (n) => input(make.typed({ max_length: n })), '/element/max_length'],
  ['the min_length of an input', 3000, (n) => input(make.typed({ min_length: n })), '/element/min_length'],
  ...[
    'plain_text_input',
    'email_text_input',
    'url_text_input',
    'rich_text_input',
    'datepicker',
    'timepicker',
  ].map(
    (type): Row => [
      `the placeholder of a ${type}`,
      150,
      (n) => input({ type, placeholder: plain(chars(n)) }),
      '/element/placeholder/text',
    ],
  ),
  ['the files of a file_input', 10, (n) => input({ type: 'file_input', max_files: n }), '/element/max_files'],
  ['max_lines', 100, (n) => input({ type: 'rich_text_input', max_lines: n }), '/element/max_lines'],

  ['the indent of a list', 8, (n) => make.list({ indent: n }), '/elements/0/indent'],
  ['the address of a video', 3000, (n) => video({ video_url: https(n) }), '/video_url'],
  ['the thumbnail of a video', 3000, (n) => video({ thumbnail_url: chars(n) }), '/thumbnail_url'],
  ['the link of a video', 2000, (n) => video({ title_url: https(n) }), '/title_url'],
  ['the icon of a provider', 2000, (n) => video({ provider_icon_url: chars(n) }), '/provider_icon_url'],
  ['the alt text of a video', 200, (n) => video({ alt_text: chars(n) }), '/alt_text'],
  ['the title of a video', 200, (n) => video({ title: plain(chars(n)) }), '/title/text'],
  ['the author of a video', 50, (n) => video({ author_name: chars(n) }), '/author_name'],
  ['the provider of a video', 50, (n) => video({ provider_name: chars(n) }), '/provider_name'],
  ['the description of a video', 200, (n) => video({ description: plain(chars(n)) }), '/description/text'],

  ['the title of a card', 150, (n) => card({ title: plain(chars(n)) }), '/title/text'],
  ['the subtitle of a card', 150, (n) => card({ subtitle: plain(chars(n)) }), '/subtitle/text'],
  ['the body of a card', 200, (n) => card({ body: plain(chars(n)) }), '/body/text'],
  ['the subtext of a card', 200, (n) => card({ subtext: plain(chars(n)) }), '/subtext/text'],
  ['the buttons of a card', 3, (n) => card({ actions: times(n, () => make.button()) }), '/actions'],
  ['a carousel', 10, (n) => ({ type: 'carousel', elements: times(n, () => card()) }), '/elements'],
  ['the title of a container', 150, (n) => container({ title: plain(chars(n)) }), '/title/text'],
  ['the subtitle of a container', 150, (n) => container({ subtitle: plain(chars(n)) }), '/subtitle/text'],
  ['a container', 10, (n) => container({ child_blocks: times(n, () => section()) }), '/child_blocks'],

  ['the rows of a table', 100, (n) => table({ rows: make.rows(n, 1) }), '/rows'],
  ['the columns of a table', 20, (n) => table({ rows: [times(n, () => make.cell())] }), '/rows/0'],
  ['the text of a table', 10_000, (n) => table({ rows: [[make.cell(chars(n))]] }), '/rows'],
  ['the rows of a data_table', 201, (n) => dataTable({ rows: make.rows(n, 1) }), '/rows'],
  ['the page of a data_table', 100, (n) => dataTable({ page_size: n }), '/page_size'],
  [
    'the text of a data_table',
    20_000,
    (n) => dataTable({ rows: [[make.cell()], [make.cell(chars(n - 1))]] }),
    '/rows',
  ],
  ['the title of a chart', 50, (n) => ({ ...pie([segment()]), title: chars(n) }), '/title'],
  ['the segments of a pie', 12, (n) => pie(times(n, () => segment())), '/chart/segments'],
  ['the label of a segment', 20, (n) => pie([segment({ label: chars(n) })]), '/chart/segments/0/label'],
  ['the series of a chart', 12, (n) => make.bars(n, 1), '/chart/series'],
  ['an axis label', 50, (n) => make.bars(1, 1, { x_label: chars(n) }), '/chart/axis_config/x_label'],

  [
    'the elements of context_actions',
    5,
    (n) => ({ type: 'context_actions', elements: times(n, () => make.iconButton()) }),
    '/elements',
  ],
  [
    'the text of a feedback button',
    75,
    (n) => make.feedback({ text: plain(chars(n)) }),
    `${positive()}/text/text`,
  ],
  ['the value of a feedback button', 2000, (n) => make.feedback({ value: chars(n) }), `${positive()}/value`],
  [
    'the label of a feedback button',
    75,
    (n) => make.feedback({ accessibility_label: chars(n) }),
    `${positive()}/accessibility_label`,
  ],
  [
    'the people who see an icon button',
    10,
    (n) => iconButtonFor(times(n, (index) => `U${index}`)),
    '/elements/0/visible_to_user_ids',
  ],
  ['the url of a source', 3000, (n) => make.task({ sources: [source(chars(n))] }), '/sources/0/url'],
  [
    'the tasks of a plan',
    50,
    (n) => ({ type: 'plan', title: 'x', tasks: times(n, (index) => make.task({ task_id: `t${index}` })) }),
    '/tasks',
  ],
]

function confirmRows(): Row[] {
  const fields: [string, number][] = [
    ['title', 100],
    ['text', 300],
    ['confirm', 30],
    ['deny', 30],
  ]
  return fields.map(([field, limit]) => [
    `the ${field} of a confirmation`,
    limit,
    (n) => actions(make.button({ confirm: make.confirm({ [field]: plain(chars(n)) }) })),
    `/elements/0/confirm/${field}/text`,
  ])
}

export function grouped(option_groups: unknown[]): make.Sample {
  return { type: 'static_select', option_groups }
}

function iconButtonFor(people: string[]): make.Sample {
  return { type: 'context_actions', elements: [make.iconButton({ visible_to_user_ids: people })] }
}

export function source(url: string): make.Sample {
  return { type: 'url', url, text: 'x' }
}

function https(length: number): string {
  const start = 'https://'
  return start + chars(length - start.length)
}

function positive(): string {
  return '/elements/0/positive_button'
}
