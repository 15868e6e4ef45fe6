/** The code of a Node, OpenSSL or undici error. Their messages and other fields may quote what was received. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(error.code))
    return error.code
  if (error.name === 'TimeoutError') return 'TIMEOUT'
  // undici leaves its code out, and keeps what was received.
  return error.name === 'HTTPParserError' ? 'NOT_HTTP' : 'UNKNOWN'
}
