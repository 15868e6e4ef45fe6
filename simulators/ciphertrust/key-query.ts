import type { AwsKey } from './key.ts'
import { sortableDate } from './timestamps.ts'

// CipherTrust's default page size.
const defaultLimit = 10

// Filters that are not named here are ignored.
const filters: ReadonlyMap<string, (key: AwsKey) => readonly string[]> = new Map([
  ['id', (key: AwsKey) => [key.id]],
  ['keyid', (key: AwsKey) => [key.aws_param.KeyID]],
  ['arn', (key: AwsKey) => [key.aws_param.Arn]],
  ['alias', (key: AwsKey) => (key.aws_param.Alias ?? []).flatMap((alias) => [alias, bareAlias(alias)])],
  ['region', (key: AwsKey) => [key.region]],
  ['kms', (key: AwsKey) => [key.kms]],
  ['kms_id', (key: AwsKey) => [key.kms_id]],
  ['cloud_name', (key: AwsKey) => [key.cloud_name]],
  ['gone', (key: AwsKey) => [String(key.gone)]],
  ['enabled', (key: AwsKey) => [String(key.aws_param.Enabled)]],
  ['keystate', (key: AwsKey) => [key.aws_param.KeyState]],
  ['keyusage', (key: AwsKey) => [key.aws_param.KeyUsage]],
  ['origin', (key: AwsKey) => [key.aws_param.Origin]],
  ['multi_region', (key: AwsKey) => [String(key.aws_param.MultiRegion ?? false)]],
])

export interface KeyPage {
  readonly skip: number
  readonly limit: number
  readonly total: number
  readonly resources: readonly AwsKey[] | null
}

/** One page of the keys that match; undefined when `skip` or `limit` is not a number. */
export function queryKeys(keys: readonly AwsKey[], query: URLSearchParams): KeyPage | undefined {
  const skip = Number(query.get('skip') ?? 0)
  const limit = Number(query.get('limit') ?? defaultLimit)
  if (!Number.isInteger(skip) || skip < 0 || !Number.isInteger(limit) || limit < -1) return undefined
  const matching = keys.filter((key) => matches(key, query))
  const sorted = sortKeys(matching, query.get('sort') ?? '')
  const page = sorted.slice(skip, limit === -1 ? undefined : skip + limit)
  return { skip, limit, total: matching.length, resources: page.length === 0 ? null : page }
}

// Values of one field are alternatives; different fields must all match.
function matches(key: AwsKey, query: URLSearchParams): boolean {
  return [...new Set(query.keys())].every((field) => {
    const values = filters.get(field)?.(key)
    return !values || query.getAll(field).some((wanted) => values.includes(wanted))
  })
}

function sortKeys(keys: readonly AwsKey[], sort: string): readonly AwsKey[] {
  const field = sort.replace(/^-/, '')
  if (field !== 'createdAt' && field !== 'updatedAt') return keys
  const direction = sort.startsWith('-') ? -1 : 1
  const dated = keys.map((key) => ({ key, date: sortableDate(key[field]) }))
  return dated.sort((a, b) => direction * compare(a.date, b.date)).map(({ key }) => key)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function bareAlias(alias: string): string {
  return alias.replace(/^alias\//, '')
}
