import { describe, expect, it } from 'vitest'
import { replyFault } from '../../src/cckm/reply-fault.ts'

const LICENCE = 'NCERRInsufficientPermissions: License not installed yet for feature CCKM'
const policyError = 'Error Creating AWS Key : MalformedPolicyDocumentException: …'

describe('replyFault', () => {
  // Every error reply that is known of CipherTrust, by its source's words.
  it.each([
    [
      401,
      { code: 5, codeDesc: 'NCERRUnauthorizedAccess', message: 'Wrong username or password.' },
      'unauthorized',
      'not_sent',
    ],
    [
      401,
      { code: 5, codeDesc: 'NCERRUnauthorizedAccess', message: 'Invalid token' },
      'unauthorized',
      'not_sent',
    ],
    [
      401,
      { code: 5, codeDesc: 'NCERRUnauthorizedAccess', message: 'Invalid Client' },
      'unauthorized',
      'not_sent',
    ],
    [
      401,
      { message: 'Unauthorized: Bearer token malformed: Token is expired by 50s' },
      'unauthorized',
      'not_sent',
    ],
    [401, { codeDesc: 'NCERRUnauthorizedAccess: Token has been revoked' }, 'unauthorized', 'not_sent'],
    [403, { codeDesc: LICENCE }, 'licence', 'not_done'],
    [403, { codeDesc: LICENCE.replace('CCKM', 'TransparentEncryption') }, 'licence', 'not_done'],
    [403, { codeDesc: 'NCERRInsufficientPermissions', message: 'not allowed' }, 'forbidden', 'not_done'],
    [404, { code: 16, codeDesc: 'NCERRResourceNotFound: Resource not found' }, 'not_found', 'not_done'],
    [
      400,
      { code: 15, codeDesc: 'NCERRBadRequest: Bad HTTP request', message: policyError },
      'aws',
      'not_done',
    ],
    [400, { code: 15, codeDesc: 'NCERRBadRequest: Accept header is invalid.' }, 'rejected', 'not_done'],
    [400, { code: 9, codeDesc: 'NCERRInvalidParamValue: limit' }, 'rejected', 'not_done'],
    [400, { code: 106, codeDesc: 'NCERRCryptoOperationFailed: …' }, 'rejected', 'not_done'],
    [409, { codeDesc: 'NCERRConflict: …' }, 'rejected', 'not_done'],
    [409, { codeDesc: 'NCERRKeyAlreadyExists' }, 'rejected', 'not_done'],
    [422, {}, 'not_ciphertrust', 'unknown'],
    [422, { codeDesc: 'NCERRBadRequest: not now' }, 'rejected', 'not_done'],
    [429, { codeDesc: 'NCERRTooManyRequests: Too many requests' }, 'rate_limited', 'not_sent'],
    [500, { code: 14, codeDesc: 'NCERRInternalServerError: unexpected error' }, 'server_error', 'unknown'],
    [502, undefined, 'server_error', 'unknown'],
    [503, undefined, 'server_error', 'unknown'],
    [504, undefined, 'server_error', 'unknown'],
  ])('reads %i %j as %s, %s', (status, body, kind, outcome) => {
    expect(replyFault({ status, body })).toMatchObject({ kind, outcome, status })
  })

  it.each([
    ['NotFoundException', 'not_done'],
    ['DisabledException', 'not_done'],
    ['KMSInvalidStateException', 'not_done'],
    ['UnsupportedOperationException', 'not_done'],
    ['AccessDeniedException', 'not_done'],
    ['DependencyTimeoutException', 'unknown'],
    ['KMSInternalException', 'unknown'],
    ['ThrottlingException', 'unknown'],
  ])('keeps the AWS exception %s, %s', (awsException, outcome) => {
    const body = {
      codeDesc: 'NCERRBadRequest: Bad HTTP request',
      message: `Error Enabling AWS Key : ${awsException}: words`,
    }
    expect(replyFault({ status: 400, body })).toEqual({ kind: 'aws', outcome, status: 400, awsException })
  })

  it.each([
    'InternalFailure',
    'ServiceUnavailable',
    'Throttling',
    'ThrottlingError',
    'RequestTimeout',
    'RequestTimeoutException',
    'RequestThrottled',
    'TooManyRequestsException',
    'InternalServerError',
    'InternalError',
    'KMSInternal',
    'DependencyTimeout',
  ])('takes the AWS error %s for unknown at every 4xx', (awsException) => {
    const body = { codeDesc: 'NCERRBadRequest', message: `Error Enabling AWS Key : ${awsException}: words` }
    for (const status of [400, 401, 403, 404, 409, 429])
      expect(replyFault({ status, body })).toEqual({ kind: 'aws', outcome: 'unknown', status, awsException })
  })

  it.each([
    'RequestError: send request failed',
    'RequestError: send request failed\ncaused by: Post "https://kms.eu-west-1.amazonaws.com/": EOF',
    'RequestCanceled: request context canceled',
    'Post "https://kms.eu-west-1.amazonaws.com/": EOF',
    'Post "https://kms.eu-west-1.amazonaws.com/": unexpected EOF',
    'operation error KMS: EnableKeyRotation, https response error StatusCode: 0, request send failed',
    'context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    'read tcp 10.0.0.1:4711->10.0.0.2:443: read: connection reset by peer',
    'net/http: TLS handshake timeout',
    'dial tcp 10.0.0.2:443: i/o timeout',
    'timeout',
  ])('takes it for unknown where AWS did not answer CipherTrust: %s', (words) => {
    const codeDesc = 'NCERRBadRequest: Bad HTTP request'
    const fault = { kind: 'aws', outcome: 'unknown', status: 400 }
    const message = `Error Enabling AWS Key : ${words}`
    expect(replyFault({ status: 400, body: { codeDesc, message } })).toEqual(fault)
    expect(replyFault({ status: 400, body: { codeDesc: `${codeDesc}: ${message}` } })).toEqual(fault)
  })

  it('goes by the unsettled one of two AWS errors', () => {
    const message = 'Error Enabling AWS Key : DisabledException: x (after Throttling: y)'
    expect(replyFault({ status: 400, body: { codeDesc: 'NCERRBadRequest', message } })).toMatchObject({
      outcome: 'unknown',
      awsException: 'Throttling',
    })
  })

  it.each([
    'NotFoundException: Alias arn:aws:kms:eu-west-1:123456789012:alias/timeout is not found.',
    'KMSInvalidStateException: alias/eof is pending deletion.',
  ])('takes an answer of AWS for one, whatever name it quotes: %s', (words) => {
    const body = { codeDesc: 'NCERRBadRequest', message: `Error Enabling AWS Key : ${words}` }
    expect(replyFault({ status: 400, body })).toMatchObject({ kind: 'aws', outcome: 'not_done' })
  })

  it.each([
    'NCERRBadRequest: EOF',
    'NCERRBadRequest: Bad HTTP request: unexpected EOF',
    'NCERRInvalidParamValue: timeout',
    'NCERRInvalidParamValue: AWS timeout',
    'NCERRBadRequest: session timeout must be a number',
    'NCERRBadRequest: throttling is not a parameter',
    'NCERRTooManyRequestsInBatch: 11',
  ])('takes %s for a rejection by CipherTrust itself', (codeDesc) => {
    expect(replyFault({ status: 400, body: { codeDesc } })).toMatchObject({
      kind: 'rejected',
      outcome: 'not_done',
    })
  })

  it.each([
    [undefined],
    [{ codeDesc: 'NCERRBadRequest: Request timed out' }],
    [{ codeDesc: 'NCERRBadRequest', message: 'Error Enabling AWS Key : DisabledException: x' }],
  ])('takes a 408 %j for unknown', (body) => {
    expect(replyFault({ status: 408, body })).toMatchObject({ kind: 'timeout', outcome: 'unknown' })
  })

  it('finds the AWS exception in codeDesc too', () => {
    const body = { codeDesc: 'NCERRBadRequest: Error Enabling AWS Key : DisabledException: words' }
    expect(replyFault({ status: 400, body })).toMatchObject({
      kind: 'aws',
      awsException: 'DisabledException',
    })
  })

  it.each([401, 429])('does not take a %i that AWS answered for one that was not sent', (status) => {
    const body = {
      codeDesc: 'NCERRBadRequest',
      message: 'Error Enabling AWS Key : ThrottlingException: slow down',
    }
    expect(replyFault({ status, body })).toMatchObject({ kind: 'aws', outcome: 'unknown' })
  })

  it('takes a 404 for unknown where AWS gave up behind it', () => {
    const body = {
      codeDesc: 'NCERRResourceNotFound',
      message: 'Error Enabling AWS Key : KMSInternalException: x',
    }
    expect(replyFault({ status: 404, body })).toMatchObject({ kind: 'aws', outcome: 'unknown' })
  })

  it('takes a redirect for unknown, whatever it says', () => {
    const body = { codeDesc: 'NCERRBadRequest', message: 'Error Enabling AWS Key : DisabledException: x' }
    expect(replyFault({ status: 301, body })).toMatchObject({ kind: 'not_ciphertrust', outcome: 'unknown' })
  })

  it.each([
    [302, undefined],
    [400, undefined],
    [403, { message: 'blocked by the proxy, DisabledException' }],
    [404, { message: 'no Route matched with those values' }],
    [404, ['NCERRResourceNotFound']],
  ])('takes %i %j, outside of the envelope, for another than CipherTrust', (status, body) => {
    expect(replyFault({ status, body })).toEqual({ kind: 'not_ciphertrust', outcome: 'unknown', status })
  })

  it('keeps a request id that looks like one', () => {
    const body = { codeDesc: 'NCERRConflict', requestID: '0c8f6a2e-1f4b-4c0e-9d7e-5a6b7c8d9e0f' }
    expect(replyFault({ status: 409, body }).ciphertrustRequest).toBe(body.requestID)
  })

  it.each(['a b', '<!channel>', 'x'.repeat(65), '', 7])('drops the request id %j', (requestID) => {
    const fault = replyFault({ status: 409, body: { codeDesc: 'NCERRConflict', requestID } })
    expect(fault).toEqual({ kind: 'rejected', outcome: 'not_done', status: 409 })
  })
})
