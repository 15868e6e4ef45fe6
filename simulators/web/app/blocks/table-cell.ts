import { type Fields, fieldsIn } from './element-value.ts'

/** What the ids in a cell stand for. */
export type NameOf = (id: string) => string

/** The words of a cell; the library draws the same with more about them. */
export function wordsOf(cell: Fields | undefined, nameOf: NameOf): string {
  if (!cell) return ''
  if (cell.type !== 'rich_text') return String(cell.text ?? cell.value ?? '')
  return partsOf(cell)
    .map(({ text, fallback, user_id, usergroup_id }) =>
      String(text ?? fallback ?? nameOf(String(user_id ?? usergroup_id ?? ''))),
    )
    .join('')
}

/** A long alias is longer than this; most names, ids and moments are not. */
const IN_ONE_PIECE = 40

/** Whether a cell is a name, an id or a moment, which reads badly on two lines. */
export function isWhole(cell: Fields, nameOf: NameOf): boolean {
  const words = wordsOf(cell, nameOf)
  const one = momentIn(cell) !== undefined && partsOf(cell).length === 1
  return one || (!/\s/.test(words) && words.length <= IN_ONE_PIECE)
}

/** Which of two cells comes first: moments by their time, whatever their spelling, and all else by its words. */
export function compareCells(a: Fields | undefined, b: Fields | undefined, nameOf: NameOf): number {
  const [one, other] = [momentIn(a), momentIn(b)]
  if (one !== undefined && other !== undefined) return one - other
  return wordsOf(a, nameOf).localeCompare(wordsOf(b, nameOf), undefined, { numeric: true })
}

function momentIn(cell: Fields | undefined): number | undefined {
  const moment = cell?.type === 'rich_text' ? partsOf(cell).find(({ type }) => type === 'date') : undefined
  return moment && Number(moment.timestamp)
}

function partsOf(cell: Fields): readonly Fields[] {
  return fieldsIn(cell.elements).flatMap((section) => fieldsIn(section.elements))
}
