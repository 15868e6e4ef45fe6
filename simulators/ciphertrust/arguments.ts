import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { CipherTrustOptions } from './start.ts'

export const usage =
  'Usage: node simulators/ciphertrust/main.ts [--port P] [--keys N] [--seed S] [--latency MS] [--tls[=wrong-name|expired]]'

const wholeNumber = (limit: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.int().max(limit)).optional()

const argumentValues = z.object({
  port: wholeNumber(65_535),
  keys: wholeNumber(1_000_000),
  seed: wholeNumber(2 ** 32 - 1),
  latency: wholeNumber(3_600_000),
  tls: z.enum(['valid', 'wrong-name', 'expired']).optional(),
})

/** The options of a command line; throws an Error with a sentence for a person when it cannot be read. */
export function readArguments(argv: readonly string[]): CipherTrustOptions {
  const { values } = parseArgs({
    // parseArgs has no optional values, so a bare --tls is spelt out.
    args: argv.map((argument) => (argument === '--tls' ? '--tls=valid' : argument)),
    options: {
      port: { type: 'string' },
      keys: { type: 'string' },
      seed: { type: 'string' },
      latency: { type: 'string' },
      tls: { type: 'string' },
    },
  })
  const read = argumentValues.safeParse(values)
  if (read.success) return read.data
  const names = read.error.issues.map((issue) => `--${issue.path.join('')}`)
  throw new Error(`Wrong value for ${names.join(', ')}.`)
}
