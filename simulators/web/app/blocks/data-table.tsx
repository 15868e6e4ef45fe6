import { useState } from 'react'
import type { Block } from '../../wire.ts'
import { useHere } from '../directory.tsx'
import { Drawn } from './drawn.tsx'
import { fieldsIn } from './element-value.ts'
import { compareCells, isWhole, wordsOf } from './table-cell.ts'

// https://docs.slack.dev/reference/block-kit/blocks/data-table-block: unless the app says otherwise.
const USUAL_PAGE = 5

/** A table that can be sorted and turned page by page; the library draws nothing for it. */
export function DataTable({ block }: { readonly block: Block }) {
  const { people, groups } = useHere().screen
  const nameOf = (id: string) =>
    people.find((one) => one.id === id)?.name ?? groups.find((one) => one.id === id)?.handle ?? id
  const [head = [], ...rows] = (Array.isArray(block.rows) ? block.rows : []).map(fieldsIn)
  const size = typeof block.page_size === 'number' ? block.page_size : USUAL_PAGE
  const [page, setPage] = useState(0)
  const [order, setOrder] = useState({ column: -1, down: false })
  const direction = order.down ? -1 : 1
  const sorted =
    order.column < 0
      ? rows
      : [...rows].sort((a, b) => direction * compareCells(a[order.column], b[order.column], nameOf))
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const caption = String(block.caption ?? '')
  const toggle = (column: number) => setOrder({ column, down: order.column === column && !order.down })

  return (
    <div className="data-table">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, with the keyboard as well */}
      <section className="data-table-frame" tabIndex={0} aria-label={caption}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {head.map((cell, column) => (
                <th
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                  key={column}
                  scope="col"
                  aria-sort={order.column !== column ? 'none' : order.down ? 'descending' : 'ascending'}
                >
                  <button type="button" onClick={() => toggle(column)}>
                    {wordsOf(cell, nameOf)}
                    <span aria-hidden="true">{order.column !== column ? '' : order.down ? ' ↓' : ' ↑'}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(page * size, (page + 1) * size).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
              <tr key={index}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                  <td key={column} data-whole={isWhole(cell, nameOf)}>
                    {cell.type === 'rich_text' ? (
                      <Drawn block={{ ...cell, type: 'rich_text' }} />
                    ) : (
                      wordsOf(cell, nameOf)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {pages > 1 && (
        <p className="pager">
          <button type="button" className="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span>
            {page + 1} of {pages}
          </span>
          <button
            type="button"
            className="button"
            disabled={page + 1 >= pages}
            onClick={() => setPage(page + 1)}
          >
            Next
          </button>
        </p>
      )}
    </div>
  )
}
