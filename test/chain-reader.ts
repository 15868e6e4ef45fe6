import { createHash } from 'node:crypto'
import type { Param, Row } from '../src/store/database.ts'

/** What was added to the audit log since the last look; `broken` is the first place where its chain does not hold. */
export interface Added {
  readonly broken: number | null
  readonly bodies: readonly unknown[]
}

type Rows = (text: string, ...params: Param[]) => Promise<readonly Row[]>

/** Follows the audit log by what the documentation says of its hashes, not by the code that makes them. */
export function createChainReader(): (rows: Rows) => Promise<Added> {
  let head = { seq: 0, hash: '0'.repeat(64) }
  return async (rows) => {
    const added = await rows('SELECT seq, prev, hash, body FROM audit WHERE seq > $1 ORDER BY seq', head.seq)
    let broken: number | null = null
    const bodies = added.map(({ seq, prev, hash, body }): unknown => {
      const text = `cckm-audit-v1\n${head.seq + 1}\n${head.hash}\n${body}`
      const expected = createHash('sha256').update(text).digest('hex')
      if (seq !== head.seq + 1 || prev !== head.hash || hash !== expected) broken ??= Number(seq)
      head = { seq: head.seq + 1, hash: expected }
      return JSON.parse(String(body))
    })
    return { broken, bodies }
  }
}
