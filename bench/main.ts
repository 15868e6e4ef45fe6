import { auditBench } from './audit.ts'

/** Each by its name; a limit stands beside each figure, and a figure over it fails. */
const BENCHES: ReadonlyMap<string, (scale: number) => Promise<readonly Figure[]>> = new Map([
  ['audit', auditBench],
])

export interface Figure {
  readonly what: string
  readonly figure: number
  readonly limit: number
  /** What it was made of. */
  readonly of: string
}

const [name, scale = '1'] = process.argv.slice(2)
const bench = BENCHES.get(name ?? '')
if (!bench || !(Number(scale) > 0)) {
  console.error(`npm run bench -- ${[...BENCHES.keys()].join('|')} [part of the full size, such as 0.1]`)
  process.exit(2)
}
for (const { what, figure, limit, of } of await bench(Number(scale))) {
  const good = figure <= limit
  console.log(`${good ? 'ok  ' : 'OVER'}  ${what}: ${figure.toFixed(2)} (at most ${limit}): ${of}`)
  if (!good) process.exitCode = 1
}
