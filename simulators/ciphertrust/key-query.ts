import type { AwsKey } from './key.ts'
import { keyFilters } from './key-filters.ts'
import { type Page, pageOf, readPaging } from './page.ts'
import { sortableDate } from './timestamps.ts'

const dateFields = ['createdAt', 'updatedAt', 'synced_at', 'rotated_at', 'CreationDate', 'NextRotationDate']

// Walking through the pages of one search costs one search, as long as the world gives the same list out.
const searches = new WeakMap<readonly AwsKey[], Map<string, readonly AwsKey[]>>()
const mostSearches = 16

/** One page of the keys that match; undefined when `skip` or `limit` is not a number. */
export function queryKeys(keys: readonly AwsKey[], query: URLSearchParams): Page<AwsKey> | undefined {
  const paging = readPaging(query)
  return paging && pageOf(search(keys, query), paging)
}

function search(keys: readonly AwsKey[], query: URLSearchParams): readonly AwsKey[] {
  const wanted = [...query].filter(([name]) => keyFilters.has(name) || name === 'sort')
  if (wanted.length === 0) return keys
  const kept = searches.get(keys) ?? new Map<string, readonly AwsKey[]>()
  const name = JSON.stringify(wanted)
  const found = kept.get(name) ?? sortKeys(matching(keys, query), query.get('sort') ?? '')
  if (kept.size >= mostSearches) kept.clear()
  kept.set(name, found)
  searches.set(keys, kept)
  return found
}

// Values of one field are alternatives; different fields must all match.
function matching(keys: readonly AwsKey[], query: URLSearchParams): readonly AwsKey[] {
  const tests = [...new Set(query.keys())].flatMap((name) => {
    const values = keyFilters.get(name)
    const wanted = new Set(query.getAll(name))
    return values ? [(key: AwsKey) => values(key).some((value) => wanted.has(value))] : []
  })
  return keys.filter((key) => tests.every((test) => test(key)))
}

/** `sort` names fields, the first one first, each with `-` in front for the other direction. */
function sortKeys(keys: readonly AwsKey[], sort: string): readonly AwsKey[] {
  const orders = sort
    .split(',')
    .filter((word) => word !== '')
    .map((word) => ({ direction: word.startsWith('-') ? -1 : 1, name: word.replace(/^-/, '') }))
  if (orders.length === 0) return keys
  const rows = keys.map((key) => ({ key, values: orders.map(({ name }) => sortable(key, name)) }))
  rows.sort((a, b) => {
    for (const [index, { direction }] of orders.entries()) {
      const order = direction * compare(a.values[index] ?? '', b.values[index] ?? '')
      if (order !== 0) return order
    }
    return 0
  })
  return rows.map(({ key }) => key)
}

/** A field of CipherTrust, of AWS, or of a filter; a field that no key has leaves the order as it was. */
function sortable(key: AwsKey, name: string): string | number {
  const value = Object.hasOwn(key, name) ? key[name] : key.aws_param[name]
  if (typeof value === 'number') return value
  const text = value === undefined ? (keyFilters.get(name)?.(key)[0] ?? '') : String(value)
  return dateFields.includes(name) ? sortableDate(text) : text
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b)
}
