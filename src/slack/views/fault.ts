import type { Fault, FaultKind } from '../../core/fault.ts'

const FAULTS: Readonly<Record<FaultKind, string>> = {
  unreachable: 'CipherTrust could not be reached.',
  tls: 'The TLS certificate of CipherTrust was not accepted. An operator finds the reason in the log.',
  timeout: 'CipherTrust did not answer in time.',
  hung_up: 'CipherTrust closed the connection before its answer was complete.',
  login_refused:
    'CipherTrust refused the login of the bot’s account. An operator must look at it; the bot waits a minute before it tries again.',
  unauthorized: 'CipherTrust did not accept the bot’s login for this call.',
  licence: 'CipherTrust says that Cloud Key Manager is not licensed.',
  forbidden:
    'The bot’s CipherTrust account may not do this. It needs the keyupdate permission on the key’s KMS.',
  not_found: 'CipherTrust does not know this key, or the bot’s account may not see it.',
  rate_limited: 'CipherTrust asked to slow down.',
  rejected: 'CipherTrust rejected the call.',
  aws: 'AWS rejected the call.',
  server_error: 'CipherTrust reported an error of its own.',
  not_ciphertrust: 'Something other than CipherTrust answered, perhaps a proxy.',
  flag_disagrees: 'CipherTrust answered the call, but the key does not read as asked.',
  period_untold: 'Rotation reads as on, but CipherTrust does not say with which period.',
  late: 'The bot was held up just before the call, so it did not send it.',
  slack_silent: 'Slack did not say whether the requester and the approver are still allowed.',
  interrupted: 'The bot was stopped in the middle of this request.',
}

const TLS: Readonly<Record<NonNullable<Fault['tls']>, string>> = {
  unknown_ca: 'The TLS certificate of CipherTrust comes from a CA that the bot does not know.',
  wrong_name: 'The TLS certificate of CipherTrust is for another host name.',
  expired: 'The TLS certificate of CipherTrust has expired, or is not valid yet.',
  client_refused: 'CipherTrust did not accept the bot’s own certificate.',
  no_tls: 'What answers at the address of CipherTrust does not speak TLS.',
}

/** What went wrong with CipherTrust, with the codes an operator needs to find it in the log. */
export function faultWords(fault: Fault): string {
  const codes = [
    fault.awsException,
    // A status that says "fine" explains nothing where something went wrong.
    fault.status === undefined || fault.status < 400 ? undefined : `HTTP ${fault.status}`,
    fault.ciphertrustRequest && `CipherTrust request ${fault.ciphertrustRequest}`,
  ].filter((code) => code !== undefined && code !== '')
  const words = fault.tls
    ? `${TLS[fault.tls]} An operator finds what mends it in the log.`
    : FAULTS[fault.kind]
  return codes.length > 0 ? `${words} (${codes.join(', ')})` : words
}
