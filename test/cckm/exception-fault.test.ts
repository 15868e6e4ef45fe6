import { describe, expect, it } from 'vitest'
import { ConnectFailed } from '../../src/cckm/connect-failed.ts'
import { exceptionFault } from '../../src/cckm/exception-fault.ts'
import { CipherTrustFault } from '../../src/core/fault.ts'

function coded(code: string, message = 'words'): Error {
  return Object.assign(new Error(message), { code })
}

describe('exceptionFault', () => {
  it.each([
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['ECONNREFUSED', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
  ])('takes a connect that failed with %s for %s, not sent', (code, kind) => {
    expect(exceptionFault(new ConnectFailed(code)).fault).toMatchObject({ kind, outcome: 'not_sent' })
  })

  it.each([
    ['ECONNRESET', 'hung_up'],
    ['EPIPE', 'hung_up'],
    ['EHOSTUNREACH', 'hung_up'],
    ['UND_ERR_SOCKET', 'hung_up'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls'],
    ['HPE_INVALID_CONSTANT', 'not_ciphertrust'],
    ['UND_ERR_HEADERS_OVERFLOW', 'not_ciphertrust'],
  ])('takes %s of an open connection for %s, unknown', (code, kind) => {
    expect(exceptionFault(coded(code)).fault).toMatchObject({ kind, outcome: 'unknown' })
  })

  it.each([
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknown_ca'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknown_ca'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unknown_ca'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown_ca'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong_name'],
    ['CERT_HAS_EXPIRED', 'expired'],
    ['CERT_NOT_YET_VALID', 'expired'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'no_tls'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client_refused'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'client_refused'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', undefined],
    ['EPROTO', undefined],
    ['CRL_HAS_EXPIRED', undefined],
  ])('says of %s that it is %s', (code, tls) => {
    const faults = [exceptionFault(new ConnectFailed(code)), exceptionFault(coded(code))]
    expect(faults.map(({ fault }) => [fault.kind, fault.tls])).toEqual([
      ['tls', tls],
      ['tls', tls],
    ])
  })

  it('takes the signal of a timeout for an unknown outcome', () => {
    const error = new DOMException('too late', 'TimeoutError')
    expect(exceptionFault(error).fault).toEqual({ kind: 'timeout', outcome: 'unknown' })
  })

  it.each([new Error('words'), coded('a secret'), 'words', undefined])(
    'takes %j for a connection that broke',
    (error) => {
      expect(exceptionFault(error).fault).toEqual({ kind: 'hung_up', outcome: 'unknown' })
    },
  )

  it('keeps the code as the cause, and nothing else', () => {
    const fault = exceptionFault(Object.assign(coded('HPE_INVALID_CONSTANT', 'secret'), { data: 'secret' }))
    expect(fault.cause).toEqual(new Error('HPE_INVALID_CONSTANT'))
  })

  it('passes a fault on', () => {
    const fault = new CipherTrustFault({ kind: 'late', outcome: 'not_sent' })
    expect(exceptionFault(fault)).toBe(fault)
  })
})
