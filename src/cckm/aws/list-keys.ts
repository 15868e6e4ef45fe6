import type { Key } from '../../core/key.ts'
import type { KeyList } from '../../ports.ts'
import type { Api } from '../api.ts'
import { AwsKey } from './key.ts'
import { type Filters, list } from './list.ts'

// 50 replies of CipherTrust: a person waits for them.
const PAGING = { pageSize: 100, atMost: 5_000 }

/**
 * The first 5,000 visible keys, read page by page into what the bot keeps of a key. A row that is no key to the bot is
 * left out, and the list counts as cut: it may have been one of those that are looked for.
 */
export async function listKeys(api: Api, filters: Filters): Promise<KeyList> {
  const { rows, cut } = await list(api, filters, { ...PAGING, keep })
  const keys = rows.flatMap((key) => key ?? [])
  return { keys, cut: cut || keys.length < rows.length }
}

function keep(row: unknown): Key | null {
  return AwsKey.safeParse(row).data ?? null
}
