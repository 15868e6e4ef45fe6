import { z } from 'zod'
import { contextActions, plan, taskCard } from './agent-blocks.ts'
import { actions, context, divider, header, input, section } from './basic-blocks.ts'
import { alert, card, carousel } from './cards.ts'
import { dataVisualization } from './charts.ts'
import { container } from './containers.ts'
import { file, image, markdown, video } from './media.ts'
import { richText } from './rich-text.ts'
import { dataTable, table } from './tables.ts'

/** Every block there is. */
export const anyBlock = z.discriminatedUnion('type', [
  actions,
  alert,
  card,
  carousel,
  container,
  context,
  contextActions,
  dataTable,
  dataVisualization,
  divider,
  file,
  header,
  image,
  input,
  markdown,
  plan,
  richText,
  section,
  table,
  taskCard,
  video,
])
