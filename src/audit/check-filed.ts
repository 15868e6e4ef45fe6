import { subjectsOf } from '../core/history.ts'
import type { AuditRow } from './audit-row.ts'
import type { Finding } from './finding.ts'
import { readEntry } from './read-entry.ts'

/** Whether the history finds an entry under a subject. `at` is in epoch milliseconds. */
export type IsFiled = (subject: string, at: number, seq: number) => Promise<boolean>

/** Whether the history shows an entry of a request for this key wherever it belongs. The first place where it does not. */
export async function checkFiled(
  { seq, body }: AuditRow,
  arn: string | null,
  isFiled: IsFiled,
): Promise<Finding | null> {
  const read = readEntry(body)
  if (read.as !== 'entry') return null
  for (const subject of subjectsOf(read.entry, arn))
    if (!(await isFiled(subject, Date.parse(read.entry.at), seq))) return { kind: 'unfiled', seq, subject }
  return null
}
