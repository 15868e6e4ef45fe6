import { csvHead, csvLines, isWanted, jsonLine, type Selection } from '../audit/export.ts'
import { isAbout } from '../audit/key-match.ts'
import type { OsUser, PersonId, RequestId } from '../core/ids.ts'
import type { KeyReference } from '../core/key-reference.ts'
import type { AuditReads } from '../store/audit-reads.ts'
import { withAudit } from './audit-database.ts'
import { EXIT, type Exit, type World } from './world.ts'

export const FORMATS = ['jsonl', 'csv'] as const

export interface ExportOptions {
  readonly format: (typeof FORMATS)[number]
  readonly since?: string
  readonly until?: string
  readonly request?: RequestId
  readonly key?: KeyReference
  readonly user?: PersonId | OsUser
}

/** Prints the entries that are wanted, as they are read: memory does not grow with the log. */
export async function exportAudit(world: World, options: ExportOptions): Promise<Exit> {
  return withAudit(world, async (reads) => {
    const found = { any: false }
    await reads.moment(() => world.printParts(parts(reads, options, found)))
    if (!found.any) world.complain('The log has no such entry.')
    return EXIT.fine
  })
}

async function* parts(
  reads: AuditReads,
  { format, request, ...options }: ExportOptions,
  found: { any: boolean },
) {
  const { since, until, user, key } = options
  const selection: Selection = {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(user === undefined ? {} : { user }),
    ...(key === undefined ? {} : { key, requests: await requestsOn(reads, key) }),
  }
  const names = format === 'csv' ? await reads.names() : new Map<string, string>()
  if (format === 'csv') yield csvHead()
  for await (const batch of request === undefined ? reads.rows() : reads.rowsOf(request)) {
    const rows = batch.filter((row) => isWanted(row, selection))
    if (rows.length === 0) continue
    found.any = true
    yield format === 'csv' ? csvLines(rows, names) : rows.map(jsonLine).join('')
  }
}

async function requestsOn(reads: AuditReads, key: KeyReference): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for await (const requests of reads.requestBodies())
    for (const { id, body } of requests) if (isAbout(body, key)) found.add(id)
  return found
}
