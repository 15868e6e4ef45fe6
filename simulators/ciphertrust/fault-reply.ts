import type { Fault } from './fault.ts'
import { ncError } from './nc-error.ts'

const bootPage =
  '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n'

/** The reply that a fault gives instead of an answer; undefined for faults that are not a reply. */
export function faultReply({ kind, ms }: Fault): Response | undefined {
  switch (kind) {
    case '401':
      return ncError.unauthorized('Unauthorized: Bearer token malformed: Token is expired by 50s')
    case 'lockout':
      return ncError.unauthorized('User account is locked.')
    case '403_licence':
      return ncError.forbidden('License not installed yet for feature CCKM')
    case '429':
      return ncError.tooManyRequests(Math.ceil(ms / 1000))
    case '500':
      return ncError.internal()
    case '5xx_html':
      return new Response(bootPage, { status: 502, headers: { 'content-type': 'text/html' } })
    default:
      return undefined
  }
}
