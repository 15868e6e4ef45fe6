export type Surface = 'message' | 'modal' | 'home'

// https://docs.slack.dev/reference/block-kit/blocks: the column "Surfaces". A file block stands in messages that
// Slack wrote; an app that sends one is refused at the block itself only where its fields are wrong.
const EVERYWHERE = [
  'actions',
  'card',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
]
const WIDE = ['carousel', 'container', 'data_table', 'table']

const ALLOWED: Record<Surface, ReadonlySet<string>> = {
  message: new Set([
    ...EVERYWHERE,
    ...WIDE,
    'context_actions',
    'data_visualization',
    'file',
    'markdown',
    'plan',
    'task_card',
    'video',
  ]),
  modal: new Set([...EVERYWHERE, 'alert', 'video']),
  home: new Set([...EVERYWHERE, ...WIDE, 'video']),
}

export function allowedOn(surface: Surface, type: unknown): boolean {
  return typeof type === 'string' && ALLOWED[surface].has(type)
}
