import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { verify } from '../../src/audit/verify.ts'
import { openAuditReads } from '../../src/store/audit-reads.ts'
import { openMemory } from '../memory-store.ts'

const WRITER = join(import.meta.dirname, 'writes-in-a-loop.ts')
const EACH = 150

async function ready(path: string, who: 'bot' | 'beside') {
  const child = spawn(process.execPath, [WRITER, path, who, String(EACH)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(child, 'close')
  await once(child.stdout, 'data')
  return { gone, go: () => child.stdin.end('go') }
}

it('keeps the chain of the audit log whole while two processes write at the same time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cckm-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'bot.db')
  await openMemory(path).store.close()

  const writers = [await ready(path, 'bot'), await ready(path, 'beside')]
  for (const { go } of writers) go()
  expect(await Promise.all(writers.map(({ gone }) => gone))).toEqual([
    [0, null],
    [0, null],
  ])

  const reads = openAuditReads(path)
  onTestFinished(() => reads.close())
  const { findings, held } = await verify(reads)
  expect({ findings, held: held.seq }).toEqual({ findings: [], held: 2 * EACH })
  const after = openMemory(path)
  onTestFinished(() => after.store.close())
  const rows = await after.rows(`SELECT u.seq IS NOT NULL AS left_to_print,
    json_extract(a.body, '$.version') LIKE 'beside %' AS written_beside
    FROM audit a LEFT JOIN unprinted u ON u.seq = a.seq ORDER BY a.seq`)
  const beside = rows.map(({ written_beside }) => written_beside)
  expect(rows.map(({ left_to_print }) => left_to_print)).toEqual(beside)
  const turns = beside.filter((one, index) => index > 0 && one !== beside[index - 1]).length
  expect(turns).toBeGreaterThan(1)
})
