import { Buffer } from 'node:buffer'
import { hash as digest } from 'node:crypto'
import { chainText } from '../core/entry.ts'
import type { AuditRow, Body } from './audit-row.ts'

/** The hash of this text at this place, by docs/audit.md. */
export function linkHash(seq: number, prev: string, body: Body): string {
  if (typeof body === 'string') return digest('sha256', chainText(seq, prev, body))
  return digest('sha256', Buffer.concat([Buffer.from(chainText(seq, prev, '')), body]))
}

/** Whether a row is whole in itself as the entry of this number, whatever was before it. */
export function fitsAs(seq: number, { prev, hash, body }: AuditRow): boolean {
  return linkHash(seq, prev, body) === hash
}
