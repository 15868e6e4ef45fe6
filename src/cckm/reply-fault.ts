import { z } from 'zod'
import type { Fault } from '../core/fault.ts'

/** A reply as far as it says whether all went well. */
export interface ReplyFacts {
  readonly status: number
  /** The parsed JSON, or undefined where there was none. */
  readonly body: unknown
}

// {code, codeDesc: "NCERR…[: text]", message?, requestID?}; the text is in either of the two. Without an NCERR… word it
// is somebody else's error: proxies also answer JSON with a `message`.
const Envelope = z.object({
  codeDesc: z.string().startsWith('NCERR'),
  message: z.string().optional().catch(undefined),
})
const WithRequestId = z.object({ requestID: z.string().regex(/^[\w-]{1,64}$/) })

// CipherTrust passes AWS errors on inside its text, as in "Error Creating AWS Key : MalformedPolicyDocumentException: …"
// (ThalesGroup/terraform-provider-ciphertrust issue 14). AWS names its exceptions with letters only.
const AWS_EXCEPTION = /\b([A-Z][A-Za-z]{1,60}Exception)\b/

// AWS gave up or was not asked to the end: the write may still be done. CommonErrors has names without "Exception", and
// AWS's SDKs have more of them. CipherTrust's own NCERRTooManyRequests and the like are other words: they begin earlier.
// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html and API_EnableKeyRotation.html
const UNSETTLED =
  /\b((?:DependencyTimeout|KMSInternal|Throttling|RequestTimeout|ServiceUnavailable|InternalFailure|InternalServer|InternalError|RequestThrottled|TooManyRequests)(?:Exception|Error)?)\b/

// What the SDKs (and Go below them) say where AWS's answer never came. No rule that a call breaks reads like this.
const CUT_OFF =
  /\bRequest(?:Error|Canceled)\b|\bsend(?:ing)? request\b|\brequest send failed\b|\bdeadline exceeded\b|\bconnection reset\b|\b(?:i\/o|handshake) timeout\b/i

// These two may also be about a field of CipherTrust ("timeout") or a body it could not read ("EOF"), so they count only
// in what follows an AWS address, a "caused by:" or a heading as in "Error Enabling AWS Key : ".
const CUT_OFF_AT_AWS =
  /(?:\b(?:AWS|KMS)\b[^:]*:|\bamazonaws\.com\b|\bcaused by:)[\s\S]*\b(?:EOF|time-?out|timed out)\b/i

/** What a reply that is no success comes to, and what it proves about a write. Codes only: a body may quote a secret. */
export function replyFault({ status, body }: ReplyFacts): Fault {
  const envelope = Envelope.safeParse(body).data
  const text = envelope && `${envelope.codeDesc} ${envelope.message ?? ''}`
  const words = wordsOf(text)
  const { awsException } = words
  const ciphertrustRequest = requestIdOf(body)
  return {
    ...verdict(status, words),
    status,
    ...(ciphertrustRequest === undefined ? {} : { ciphertrustRequest }),
    ...(awsException === undefined ? {} : { awsException }),
  }
}

/** CipherTrust's name for the call, when it looks like one. */
export function requestIdOf(body: unknown): string | undefined {
  return WithRequestId.safeParse(body).data?.requestID
}

interface Words {
  /** What the envelope says; undefined when the body is not CipherTrust's envelope. */
  readonly text: string | undefined
  readonly awsException: string | undefined
  /** AWS was asked, and its answer does not settle whether it did the write. */
  readonly unsettled: boolean
}

function wordsOf(text: string | undefined): Words {
  if (text === undefined) return { text, awsException: undefined, unsettled: false }
  const unsettled = UNSETTLED.exec(text)?.[1]
  const awsException = unsettled ?? AWS_EXCEPTION.exec(text)?.[1]
  // An exception is an answer: a "timeout" beside it is a name that AWS quotes.
  const cutOff = CUT_OFF.test(text) || (awsException === undefined && CUT_OFF_AT_AWS.test(text))
  return { text, awsException, unsettled: unsettled !== undefined || cutOff }
}

function verdict(status: number, { text, awsException, unsettled }: Words): Pick<Fault, 'kind' | 'outcome'> {
  if (status >= 500) return { kind: 'server_error', outcome: 'unknown' }
  // A redirect proves nothing, whatever words it carries.
  if (status < 400) return { kind: 'not_ciphertrust', outcome: 'unknown' }
  // Somebody gave up waiting, and it need not have been for the request.
  if (status === 408) return { kind: 'timeout', outcome: 'unknown' }
  // Before 401 and 429: what came back from AWS was sent.
  if (unsettled || (awsException !== undefined && status !== 404))
    return { kind: 'aws', outcome: unsettled ? 'unknown' : 'not_done' }
  if (status === 401) return { kind: 'unauthorized', outcome: 'not_sent' }
  if (status === 429) return { kind: 'rate_limited', outcome: 'not_sent' }
  if (text === undefined) return { kind: 'not_ciphertrust', outcome: 'unknown' }
  if (status === 404) return { kind: 'not_found', outcome: 'not_done' }
  // An unlicensed CCKM answers 403 "License not installed yet for feature …" everywhere.
  if (status === 403) return { kind: /icense/.test(text) ? 'licence' : 'forbidden', outcome: 'not_done' }
  return { kind: 'rejected', outcome: 'not_done' }
}
