export type Sample = Record<string, unknown>

export const chars = (count: number) => '🔑'.repeat(count)
export const times = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index))

export const plain = (text: string) => ({ type: 'plain_text', text })
export const option = (more: Sample = {}) => ({ text: plain('One'), value: 'one', ...more })
export const options = (count: number) => times(count, (index) => option({ value: `o${index}` }))
export const button = (more: Sample = {}) => ({ type: 'button', text: plain('Go'), ...more })
export const confirm = (more: Sample = {}) => ({ text: plain('Sure?'), ...more })
export const image = (more: Sample = {}) => ({
  type: 'image',
  image_url: 'https://example.com/x.png',
  alt_text: 'x',
  ...more,
})

export const section = (more: Sample = {}) => ({ type: 'section', text: plain('x'), ...more })
export const actions = (...elements: Sample[]) => ({ type: 'actions', elements })
export const input = (element: Sample, more: Sample = {}) => ({
  type: 'input',
  label: plain('Why'),
  element,
  ...more,
})
export const select = (more: Sample = {}) => ({ type: 'static_select', options: options(1), ...more })
export const typed = (more: Sample = {}) => ({ type: 'plain_text_input', ...more })

export const richText = (text = 'x') => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
})
export const list = (more: Sample = {}) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_list', style: 'bullet', elements: richText().elements, ...more }],
})
export const video = (more: Sample = {}) => ({
  type: 'video',
  video_url: 'https://example.com/v',
  thumbnail_url: 'https://example.com/t.png',
  alt_text: 'x',
  title: plain('x'),
  ...more,
})
export const card = (more: Sample = {}) => ({ type: 'card', title: plain('x'), ...more })
export const container = (more: Sample = {}) => ({
  type: 'container',
  title: plain('x'),
  child_blocks: [section()],
  ...more,
})

export const cell = (text = 'x') => ({ type: 'raw_text', text })
export const rows = (high: number, wide: number) => times(high, () => times(wide, () => cell()))
export const table = (more: Sample = {}) => ({ type: 'table', rows: rows(2, 2), ...more })
export const dataTable = (more: Sample = {}) => ({
  type: 'data_table',
  caption: 'x',
  rows: rows(2, 2),
  ...more,
})

export const pie = (segments: Sample[]) => ({
  type: 'data_visualization',
  title: 'x',
  chart: { type: 'pie', segments },
})
export const segment = (more: Sample = {}) => ({ label: 'x', value: 1, ...more })
export const bars = (series: number, points: number, axes: Sample = {}) => {
  const categories = times(points, (index) => `c${index}`)
  const data = categories.map((label) => ({ label, value: 1 }))
  return {
    type: 'data_visualization',
    title: 'x',
    chart: {
      type: 'bar',
      series: times(series, (index) => ({ name: `s${index}`, data })),
      axis_config: { categories, ...axes },
    },
  }
}
export const feedback = (more: Sample = {}) => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      positive_button: { text: plain('Good'), value: 'good', ...more },
      negative_button: { text: plain('Bad'), value: 'bad' },
    },
  ],
})
export const iconButton = (more: Sample = {}) => ({
  type: 'icon_button',
  icon: 'trash',
  text: plain('Delete'),
  ...more,
})
export const task = (more: Sample = {}) => ({
  type: 'task_card',
  task_id: 't1',
  title: 'x',
  status: 'pending',
  ...more,
})
export const modal = (more: Sample = {}) => ({
  type: 'modal',
  title: plain('x'),
  blocks: [section()],
  ...more,
})
