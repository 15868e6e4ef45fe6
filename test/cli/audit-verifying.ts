import { aDatabase, rowsOf, tamper } from './audit-files.ts'
import { cli } from './harness.ts'

export const VERIFY = ['audit', 'verify']

/** A log that was tampered with by these statements, and the anchors of each of its entries from before. */
export async function verifying(...statements: readonly string[]) {
  const { file, env } = await aDatabase()
  const anchors = rowsOf(file).map((row) =>
    JSON.stringify({ anchor: { ...row, body: undefined, at: '2026-03-02T09:05:00Z' } }),
  )
  if (statements.length > 0) tamper(file, ...statements)
  return { file, env, anchors, verify: (...args: readonly string[]) => cli([...VERIFY, ...args], env) }
}
