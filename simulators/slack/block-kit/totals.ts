import { type Fields, isRecord } from '../json.ts'
import { BLOCK_LIMITS } from './block-limits.ts'
import { cellsText } from './cell-text.ts'
import { type BlockProblem, pointer } from './slacks-words.ts'

const { message, dataTable } = BLOCK_LIMITS

/** What is counted over all the blocks of one message; the pointer names the block that went over. */
export function messageTotals(blocks: readonly unknown[], root: readonly PropertyKey[]): BlockProblem[] {
  const over = (type: string, most: number, size: (block: Fields) => number): number | undefined => {
    let sum = 0
    for (const [index, block] of blocks.entries()) {
      if (!isRecord(block) || block.type !== type) continue
      sum += size(block)
      if (sum > most) return index
    }
    return undefined
  }
  const characters = (most: number) => `must be less than ${most + 1} characters in all`
  const found: [number | undefined, string, string][] = [
    [over('table', message.tableText, rowsText), 'rows', characters(message.tableText)],
    [over('data_table', dataTable.text, rowsText), 'rows', characters(dataTable.text)],
    [over('markdown', message.markdownText, ownText), 'text', characters(message.markdownText)],
    [
      over('data_visualization', message.charts, () => 1),
      'type',
      `no more than ${message.charts} charts allowed`,
    ],
  ]
  return found.flatMap(([index, field, problem]) =>
    index === undefined ? [] : [{ pointer: pointer([...root, index, field]), problem }],
  )
}

function rowsText({ rows }: Fields): number {
  return cellsText(rows)
}

function ownText({ text }: Fields): number {
  return typeof text === 'string' ? [...text].length : 0
}
