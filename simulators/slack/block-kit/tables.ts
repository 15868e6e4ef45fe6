import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { cellsText } from './cell-text.ts'
import { richText } from './rich-text.ts'
import { blockId, bounded, listOf } from './text-objects.ts'

const rawText = z.strictObject({ type: z.literal('raw_text'), text: bounded(LIMITS.dataTable.text) })
const rawNumber = z.strictObject({
  type: z.literal('raw_number'),
  value: z.number(),
  text: bounded(LIMITS.dataTable.text),
})
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText])

export const table = z
  .strictObject({
    type: z.literal('table'),
    block_id: blockId,
    rows: listOf(listOf(cell, LIMITS.table.columns), LIMITS.table.rows),
    column_settings: listOf(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
      LIMITS.table.columns,
    ).optional(),
  })
  .superRefine(({ rows, column_settings }, context) => {
    sameWidth(rows, context)
    if (column_settings && column_settings.length > (rows[0]?.length ?? 0)) {
      const message = 'more settings than columns'
      context.addIssue({ code: 'custom', message, path: ['column_settings'] })
    }
  })

export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: blockId,
    caption: bounded(LIMITS.text),
    rows: listOf(listOf(cell, LIMITS.dataTable.columns), LIMITS.dataTable.rows, LIMITS.dataTable.minRows),
    page_size: z.int().min(1).max(LIMITS.dataTable.pageSize).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .superRefine(({ rows, row_header_column_index }, context) => {
    sameWidth(rows, context)
    const width = rows[0]?.length ?? 0
    for (const [index, { type }] of (rows[0] ?? []).entries()) {
      if (type !== 'rich_text') continue
      const message = 'a header is no rich_text'
      context.addIssue({ code: 'custom', message, path: ['rows', 0, index, 'type'] })
    }
    if (row_header_column_index !== undefined && row_header_column_index >= width) {
      context.addIssue({ code: 'custom', message: 'no such column', path: ['row_header_column_index'] })
    }
    if (cellsText(rows) > LIMITS.dataTable.text) {
      const message = `must be less than ${LIMITS.dataTable.text + 1} characters`
      context.addIssue({ code: 'custom', message, path: ['rows'] })
    }
  })

function sameWidth(rows: readonly (readonly unknown[])[], context: z.core.$RefinementCtx): void {
  for (const [index, row] of rows.entries()) {
    if (row.length === rows[0]?.length) continue
    context.addIssue({
      code: 'custom',
      message: 'all rows must have the same number of columns',
      path: ['rows', index],
    })
  }
}
