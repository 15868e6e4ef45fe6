import { isRecord } from '../json.ts'

/** The characters in the cells of a table, rich text included. */
export function cellsText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + cellsText(item), 0)
  if (!isRecord(value)) return 0
  const own = typeof value.text === 'string' ? [...value.text].length : 0
  return own + cellsText(value.elements)
}
