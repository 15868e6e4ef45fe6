import type { DataTableBlock, RawTextElement, RichTextBlock, RichTextElement } from '@slack/types'
import { untrusted } from './text.ts'

export type Cell = RawTextElement | RichTextBlock

export interface TableLook {
  /** What screen readers call it. */
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Slack turns the pages of a longer table by itself. */
const ROWS_SHOWN = 10

/** A table of at least one row; the first column tells the rows apart. Slack parses nothing in its cells. */
export function table(id: string, { caption, columns, rows }: TableLook): DataTableBlock {
  return {
    type: 'data_table',
    block_id: id,
    caption,
    page_size: ROWS_SHOWN,
    rows: [columns.map((name) => cell(name, name.length)), ...rows.map((row) => [...row])],
  }
}

/** Untrusted text, cleaned. Slack refuses a cell that is empty. */
export function cell(text: string, most: number): RawTextElement {
  return { type: 'raw_text', text: untrusted(text, most) || '–' }
}

/** A time in the reader's zone, a person or a channel, as Slack shows them. */
export function richCell(element: RichTextElement): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [element] }] }
}
