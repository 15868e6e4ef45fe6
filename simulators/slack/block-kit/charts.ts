import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { blockId, bounded, listOf } from './text-objects.ts'

const { chart } = LIMITS
const label = bounded(chart.label)

const series = z.strictObject({
  name: label,
  data: listOf(z.strictObject({ label, value: z.number() }), chart.points),
})

const axes = z.strictObject({
  categories: listOf(label, chart.categories),
  x_label: bounded(chart.axisLabel).optional(),
  y_label: bounded(chart.axisLabel).optional(),
})

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: listOf(z.strictObject({ label, value: z.number().positive() }), chart.segments),
})

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: blockId,
  title: bounded(chart.title),
  chart: z.discriminatedUnion('type', [pie, onAxes('bar'), onAxes('line'), onAxes('area')]),
})

function onAxes<Type extends string>(type: Type) {
  return z
    .strictObject({ type: z.literal(type), series: listOf(series, chart.series), axis_config: axes })
    .superRefine((drawn, context) => coverCategories(drawn, context))
}

/** Every series has exactly one point for each category, and a name of its own. */
function coverCategories(
  drawn: { series: z.output<typeof series>[]; axis_config: z.output<typeof axes> },
  context: z.core.$RefinementCtx,
): void {
  const categories = [...drawn.axis_config.categories].sort().join('\n')
  const names = new Set<string>()
  for (const [index, { name, data }] of drawn.series.entries()) {
    if (names.has(name)) {
      context.addIssue({ code: 'custom', message: 'must be unique', path: ['series', index, 'name'] })
    }
    names.add(name)
    const labels = data.map((point) => point.label)
    if (labels.sort().join('\n') === categories) continue
    const message = 'must have exactly one point for each category'
    context.addIssue({ code: 'custom', message, path: ['series', index, 'data'] })
  }
}
