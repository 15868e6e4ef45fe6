import { type Logger as Pino, pino } from 'pino'

/** `audit` is a level of its own, above all others: its lines are printed whatever LOG_LEVEL says. */
export type Logger = Pino<'audit'>

export interface LoggerOptions {
  readonly level: string
  readonly instance?: string
  /** Values that must never be printed, whatever line they would stand in. */
  readonly secrets: readonly string[]
}

const ABOVE_FATAL = 70
const HIDDEN = '[hidden]'
// Slack tokens, JWTs and bearer headers, should one come from somewhere we did not think of.
const TOKENS = /xox[a-z]-[\w-]+|xapp-[\w-]+|eyJ[\w-]+\.[\w-]+\.[\w-]*|Bearer\s+[\w.~+/=-]+/g

export function createLogger({ level, instance, secrets }: LoggerOptions): Logger {
  // A line holds a secret escaped as JSON, and twice over where it quotes JSON. The longest first: one may be the
  // beginning of another.
  const hidden = secrets
    .filter((secret) => secret.length > 0)
    .flatMap((secret) => [escaped(secret), escaped(escaped(secret))])
    .sort((a, b) => b.length - a.length)
  const scrub = (text: string) =>
    hidden.reduce((clean, secret) => clean.replaceAll(secret, HIDDEN), text).replace(TOKENS, HIDDEN)
  const options = {
    level,
    customLevels: { audit: ABOVE_FATAL },
    base: instance === undefined ? {} : { instance },
    serializers: { err: safeError },
    hooks: { streamWrite: scrub },
  }
  // In order, and out before the next statement runs: a line that waits is lost when the process ends.
  return pino<'audit'>(options, pino.destination({ fd: process.stdout.fd, sync: true }))
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** The clients' errors carry replies with their headers: only the name, the message, the code and the places pass. */
function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an error' }
  const { name, message, stack } = error
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return {
    name,
    message,
    ...code,
    stack,
    ...(error.cause === undefined ? {} : { cause: safeError(error.cause) }),
  }
}
