import type { Body } from '../../src/audit/audit-row.ts'
import { textOf } from '../../src/audit/read-entry.ts'

/** All bodies in which one field has another value, is not there, or has come to be there. */
export function edits(body: Body): readonly string[] {
  const entry: unknown = JSON.parse(textOf(body))
  return variants(entry).map((one) => JSON.stringify(one))
}

function variants(value: unknown): readonly unknown[] {
  if (Array.isArray(value))
    return [
      [...value, 'more'],
      ...value.flatMap((one, index) => [
        value.toSpliced(index, 1),
        ...variants(one).map((other) => value.with(index, other)),
      ]),
    ]
  if (typeof value === 'object' && value !== null)
    return [
      { ...value, more: 1 },
      ...Object.entries(value).flatMap(([name, one]) => [
        Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)),
        ...variants(one).map((other) => ({ ...value, [name]: other })),
      ]),
    ]
  if (typeof value === 'string') return [`${value} `, value.slice(1), '']
  if (typeof value === 'number') return [value + 1, -1, String(value)]
  return [value !== true, null]
}
