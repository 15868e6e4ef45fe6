// CipherTrust's default page size.
const defaultLimit = 10

export interface Paging {
  readonly skip: number
  /** -1: everything. */
  readonly limit: number
}

export interface Page<T> extends Paging {
  /** How many there are altogether. */
  readonly total: number
  readonly resources: readonly T[] | null
}

/** Undefined when `skip` or `limit` is not a number that makes sense. */
export function readPaging(query: URLSearchParams): Paging | undefined {
  const skip = Number(query.get('skip') ?? 0)
  const limit = Number(query.get('limit') ?? defaultLimit)
  const good = Number.isInteger(skip) && skip >= 0 && Number.isInteger(limit) && limit >= -1
  return good ? { skip, limit } : undefined
}

/** CipherTrust's list envelope; no resources are null. */
export function pageOf<T>(all: readonly T[], { skip, limit }: Paging): Page<T> {
  const page = all.slice(skip, limit === -1 ? undefined : skip + limit)
  return { skip, limit, total: all.length, resources: page.length === 0 ? null : page }
}
