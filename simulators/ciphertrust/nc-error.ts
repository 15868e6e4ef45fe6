import { randomUUID } from 'node:crypto'

interface NcErrorBody {
  readonly code?: number
  readonly codeDesc: string
  readonly message?: string
}

/** CipherTrust's error envelope, one function per case; differences.md says which parts are known. */
export const ncError = {
  badRequest: (message: string) =>
    reply(400, { code: 15, codeDesc: 'NCERRBadRequest: Bad HTTP request', message }),
  unauthorized: (message: string) => reply(401, { code: 5, codeDesc: 'NCERRUnauthorizedAccess', message }),
  forbidden: (why: string) => reply(403, { codeDesc: `NCERRInsufficientPermissions: ${why}` }),
  notFound: () => reply(404, { code: 16, codeDesc: 'NCERRResourceNotFound: Resource not found' }),
  tooManyRequests: (seconds: number) =>
    reply(429, { codeDesc: 'NCERRTooManyRequests: Too many requests' }, { 'retry-after': String(seconds) }),
  /** Ours, not CipherTrust's: it says that the simulator ends here. */
  notSimulated: (method: string, path: string) =>
    reply(501, { codeDesc: 'NotSimulated', message: `The simulator has no ${method} ${path}.` }),
  internal: () => reply(500, { code: 14, codeDesc: 'NCERRInternalServerError: unexpected error' }),
}

function reply(status: number, body: NcErrorBody, headers: Record<string, string> = {}): Response {
  return Response.json({ ...body, requestID: randomUUID() }, { status, headers })
}
