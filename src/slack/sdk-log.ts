import { LogLevel } from '@slack/web-api'
import type { Log } from '../ports.ts'

/**
 * Slack's packages log through this. Their debug lines quote addresses with tickets and whole payloads, so only
 * warnings and errors pass; every call has a line of our own (logged-fetch.ts).
 */
export function sdkLogger(log: Log) {
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts: readonly unknown[]) => log.warn({}, `slack sdk: ${sentence(parts)}`),
    error: (...parts: readonly unknown[]) => log.warn({}, `slack sdk error: ${sentence(parts)}`),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}

/** Texts only: an object could hold a request with its headers. */
function sentence(parts: readonly unknown[]): string {
  return parts
    .map((part) => (part instanceof Error ? part.name : typeof part === 'string' ? part : ''))
    .join(' ')
}
