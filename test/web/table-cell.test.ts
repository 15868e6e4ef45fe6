import { describe, expect, it } from 'vitest'
import { compareCells, isWhole, wordsOf } from '../../simulators/web/app/blocks/table-cell.ts'

const raw = (text: string) => ({ type: 'raw_text', text })
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})
const moment = (timestamp: number, fallback: string) =>
  rich({ type: 'date', timestamp, format: '{date_short_pretty} at {time}', fallback })
const person = (user_id: string) => rich({ type: 'user', user_id })
const nameOf = (id: string) => ({ U1: 'zoe', U2: 'ann' })[id] ?? id
const order = (...cells: object[]) =>
  cells.sort((a, b) => compareCells({ ...a }, { ...b }, nameOf)).map((cell) => wordsOf({ ...cell }, nameOf))

describe('the cells of a table on the page', () => {
  it.each([
    ['numbers by their size', [raw('#10'), raw('#9')], ['#9', '#10']],
    ['moments by their time', [moment(2000, 'a'), moment(1000, 'b')], ['b', 'a']],
    ['people by their names', [person('U1'), person('U2')], ['ann', 'zoe']],
  ])('are sorted: %s', (_, cells, sorted) => {
    expect(order(...cells)).toEqual(sorted)
  })

  it.each([
    ['an alias', raw('alias/orders-asymmetric'), true],
    ['a moment', moment(1000, '27 November 2026 at 13:19 UTC'), true],
    ['a sentence', raw('Waiting for a decision'), false],
    [
      'a moment within a sentence',
      rich({ type: 'text', text: 'until ' }, { type: 'date', fallback: 'x' }),
      false,
    ],
    ['an alias of 200 letters', raw(`alias/${'k'.repeat(200)}`), false],
  ])('keep in one piece or not: %s', (_, cell, whole) => {
    expect(isWhole(cell, nameOf)).toBe(whole)
  })
})
