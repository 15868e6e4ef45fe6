import { z } from 'zod'
import type { Api } from '../api.ts'
import { list } from './list.ts'

const PAGING = { pageSize: 100, atMost: 500 }
const WithAliases = z.object({ aws_param: z.object({ Alias: z.array(z.string()) }) })

/** Aliases of the first 500 visible keys. A row that cannot be read has none: these are only suggestions. */
export async function aliases(api: Api): Promise<readonly string[]> {
  const { rows } = await list(api, {}, PAGING)
  return rows.flatMap((row) => WithAliases.safeParse(row).data?.aws_param.Alias ?? [])
}
