import { createHash } from 'node:crypto'
import { chainText } from '../core/entry.ts'
import type { AuditRow } from './audit-row.ts'

/** The hash of these bytes at this place, by docs/audit.md. */
export function linkHash(seq: number, prev: string, body: Uint8Array): string {
  return createHash('sha256')
    .update(chainText(seq, prev, ''))
    .update(body)
    .digest('hex')
}

/** Whether a row is whole in itself as the entry of this number, whatever was before it. */
export function fitsAs(seq: number, { prev, hash, body }: AuditRow): boolean {
  return linkHash(seq, prev, body) === hash
}
