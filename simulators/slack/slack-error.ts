import type { Fields } from './json.ts'

interface Details {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: Fields
}

/** Slack's "no": the error name of the reply and what goes beside it. HTTP 200 unless said otherwise. */
export class SlackError extends Error {
  override name = 'SlackError'
  readonly code: string
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Fields

  constructor(code: string, { status = 200, headers = {}, body = {} }: Details = {}) {
    super(code)
    this.code = code
    this.status = status
    this.headers = headers
    this.body = body
  }
}
