import { spawnSync } from 'node:child_process'
import { hash as digest } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { verify } from '../src/audit/verify.ts'
import { subjectOf } from '../src/core/history.ts'
import { openAuditReads } from '../src/store/audit-reads.ts'
import { createHistory } from '../src/store/history.ts'
import { openReadOnly } from '../src/store/sqlite.ts'
import { fillLog } from './fill-log.ts'
import type { Figure } from './main.ts'

/** Verifying the whole log, against reading the same rows, hashing and parsing them; and a page of it, whatever its size. */
export async function auditBench(scale: number): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cckm-bot-bench-'))
  try {
    const [small, large] = [join(folder, 'small.db'), join(folder, 'large.db')]
    const few = await fillLog(small, 1_000)
    const many = await fillLog(large, Math.round(1_000_000 * scale))
    return [await verifying(large), await paging(few, many), memory(small, large)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const ROUNDS = 5

async function verifying(file: string): Promise<Figure> {
  const ratios: number[] = []
  let of = ''
  for (let round = 0; round < ROUNDS; round++) {
    const [least, entries] = await cpuOf(async () => readHashAndParse(file))
    const [ours] = await cpuOf(() => verifyOnce(file))
    ratios.push(ours / least)
    of = `${entries} entries, ${seconds(ours)} of CPU against ${seconds(least)} in the last round, median of ${ROUNDS}`
  }
  return { what: 'verify / (read, SHA-256 and JSON.parse)', figure: median(ratios), limit: 2, of }
}

/** The least that there is to do with the rows that verify reads: the log's, and the requests beside it. */
function readHashAndParse(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true })
  let count = 0
  for (const { seq, prev, hash, body } of db.prepare('SELECT * FROM audit ORDER BY seq').iterate()) {
    const text = `cckm-audit-v1\n${seq}\n${prev}\n${body}`
    if (digest('sha256', text) !== hash) throw new Error(`#${seq} does not fit`)
    JSON.parse(String(body))
    count++
  }
  for (const { body } of db.prepare('SELECT * FROM requests').iterate()) JSON.parse(String(body))
  db.close()
  return count
}

async function verifyOnce(file: string): Promise<void> {
  const reads = openAuditReads(file)
  const { findings } = await reads.moment(() => verify(reads))
  reads.close()
  if (findings.length > 0) throw new Error(JSON.stringify(findings[0]))
}

interface Filled {
  readonly file: string
  readonly entries: number
}

const PAGES = 300
/** As `/cckm history` shows them. */
const MOST = 20

/** A page of the history of somebody who asked for all of it, from the whole length of the log. */
async function paging(few: Filled, many: Filled): Promise<Figure> {
  const ratios: number[] = []
  let of = ''
  for (let round = 0; round < ROUNDS; round++) {
    const [small, large] = [await pages(few), await pages(many)]
    ratios.push(large / small)
    of = `${(small * 1e3).toFixed(0)} and ${(large * 1e3).toFixed(0)} µs in the last round, median of ${ROUNDS}`
  }
  return {
    what: 'a page of the history, at the full size / at 1,000 entries',
    figure: median(ratios),
    limit: 1.5,
    of,
  }
}

/** Milliseconds of CPU for each. */
async function pages({ file, entries }: Filled): Promise<number> {
  const db = openReadOnly(file)
  const { history } = createHistory(db)
  const read = async () => {
    for (let n = 1; n <= PAGES; n++) {
      const before = Math.max(MOST + 1, Math.floor((entries * n) / PAGES))
      const rows = await history({
        subject: subjectOf(null),
        since: 0,
        until: Number.MAX_SAFE_INTEGER,
        before,
        most: MOST,
      })
      if (rows.length !== MOST) throw new Error(`a page has ${rows.length} entries`)
    }
  }
  await read()
  const [cpu] = await cpuOf(read)
  await db.close()
  return cpu / PAGES
}

/**
 * Megabytes at most, of a process that does nothing else. Where a machine has memory to spare, Node.js collects its
 * garbage late, so it is told that it has little: what is kept would not fit in there if it grew with the log.
 */
function memory(small: string, large: string): Figure {
  const [few, many] = [peakOf(small), peakOf(large)]
  const of = `${few.toFixed(0)} MB at 1,000 entries, ${many.toFixed(0)} MB at the full size`
  return {
    what: 'memory of audit verify, at the full size / at 1,000 entries',
    figure: many / few,
    limit: 1.5,
    of,
  }
}

const HEAP = ['--max-old-space-size=32', '--max-semi-space-size=4']

function peakOf(file: string): number {
  const env = { ...process.env, DATABASE_URL: `sqlite:${file}` }
  const program = `process.on('exit', () => console.error(process.resourceUsage().maxRSS))
    process.argv.push('audit', 'verify')
    await import(${JSON.stringify(new URL('../src/cli/main.ts', import.meta.url).href)})`
  const { status, stderr } = spawnSync(
    process.execPath,
    [...HEAP, '--input-type=module', '-e', program, 'cckm-bot'],
    {
      env,
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(stderr)
  return Number(stderr.trim().split('\n').at(-1)) / 1_024
}

/** Milliseconds of CPU: other people's work on this machine does not count. */
async function cpuOf<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return [(user + system) / 1_000, result]
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`
}
