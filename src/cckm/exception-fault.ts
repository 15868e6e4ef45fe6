import { CipherTrustFault, type Fault } from '../core/fault.ts'
import { ConnectFailed } from './connect-failed.ts'
import { errorCode } from './error-code.ts'
import { tlsProblem } from './tls-problem.ts'

// Codes of X.509 verification (https://nodejs.org/api/tls.html#x509-certificate-error-codes), Node's TLS and OpenSSL.
const TLS =
  /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CRL_|ERROR_IN_C|HOSTNAME_|INVALID_|PATH_LENGTH_|ERR_TLS_|ERR_SSL_|EPROTO$)/
const NOT_HTTP = /^(?:NOT_HTTP|HPE_.*|UND_ERR_HEADERS_OVERFLOW)$/

/** What a call that got no whole reply comes to. The cause keeps a code, nothing that was sent or received. */
export function exceptionFault(error: unknown): CipherTrustFault {
  if (error instanceof CipherTrustFault) return error
  return new CipherTrustFault(verdict(error), { cause: new Error(errorCode(error)) })
}

function verdict(error: unknown): Fault {
  const code = errorCode(error)
  const problem = tlsProblem(code)
  const tls = problem ? { tls: problem.tls } : {}
  if (error instanceof ConnectFailed)
    return TLS.test(code)
      ? { kind: 'tls', outcome: 'not_sent', ...tls }
      : { kind: 'unreachable', outcome: 'not_sent' }
  if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'timeout', outcome: 'unknown' }
  // On an open connection: TLS 1.3 may refuse the client's certificate after the request was written.
  if (TLS.test(code)) return { kind: 'tls', outcome: 'unknown', ...tls }
  return { kind: NOT_HTTP.test(code) ? 'not_ciphertrust' : 'hung_up', outcome: 'unknown' }
}
