import { z } from 'zod'
import type { Api } from '../api.ts'
import { shaped } from '../shaped.ts'

/** Filters of GET /keys that the bot uses. */
export interface Filters {
  readonly keyid?: string
  readonly alias?: string
  readonly region?: string
  readonly kms_id?: string
}

export interface Listed<Row = unknown> {
  readonly rows: readonly Row[]
  /** CipherTrust has, or may have, more rows than were read. */
  readonly cut: boolean
}

interface Paging {
  readonly pageSize: number
  readonly atMost: number
}

/** What is kept of a row: a page is dropped before the next one is read. */
interface Keeping<Row> extends Paging {
  readonly keep: (row: unknown) => Row
}

const Page = z.object({ total: z.int().optional(), resources: z.array(z.unknown()).nullable() })
// A hundred keys, each with a policy of up to 32 KiB.
const MAX_BYTES = 8 * 1024 * 1024

/** Rows of GET /keys, page by page. The page size is always named: CipherTrust's default is 10. */
export function list(api: Api, filters: Filters, paging: Paging): Promise<Listed>
export function list<Row>(api: Api, filters: Filters, paging: Keeping<Row>): Promise<Listed<Row>>
export async function list(
  api: Api,
  filters: Filters,
  { pageSize, atMost, keep = (row) => row }: Paging & Partial<Keeping<unknown>>,
): Promise<Listed> {
  const rows: unknown[] = []
  for (;;) {
    const query = new URLSearchParams({ ...filters, limit: String(pageSize), skip: String(rows.length) })
    const page = shaped(Page, await api.get(`/cckm/aws/keys?${query}`, { maxBytes: MAX_BYTES }))
    const found = page.resources ?? []
    rows.push(...found.map(keep))
    // A smaller page than asked for is not the last one when CipherTrust limits the page size.
    const more = page.total === undefined ? found.length === pageSize : rows.length < page.total
    // An empty page ends the reading, even where CipherTrust counts more rows than it gives.
    if (found.length === 0 || !more || rows.length >= atMost)
      return { rows: rows.slice(0, atMost), cut: more || rows.length > atMost }
  }
}
