import type { Fault, FaultKind } from '../../core/fault.ts'

const FAULTS: Readonly<Record<FaultKind, string>> = {
  unreachable: 'CipherTrust could not be reached.',
  tls: 'The TLS certificate of CipherTrust was not accepted.',
  timeout: 'CipherTrust did not answer in time.',
  hung_up: 'CipherTrust closed the connection before its answer was complete.',
  login_refused: 'CipherTrust refused the login of the bot’s account.',
  unauthorized: 'CipherTrust did not accept the bot’s login.',
  licence: 'CipherTrust says that Cloud Key Manager is not licensed.',
  forbidden:
    'The bot’s CipherTrust account may not do this: it lacks the permission “keyupdate” on the KMS of this key, as CipherTrust calls its AWS account.',
  not_found: 'CipherTrust does not know this key, or does not show it to the bot’s account.',
  rate_limited: 'CipherTrust was asked too much just then, and turned the bot away.',
  rejected: 'CipherTrust refused what was asked of it.',
  aws: 'AWS refused what was asked of it.',
  server_error: 'CipherTrust reported an error of its own.',
  not_ciphertrust: 'Something other than CipherTrust answered, perhaps a proxy.',
  too_many_keys: 'CipherTrust has more keys than the bot looks through for a name.',
  flag_disagrees: 'CipherTrust answered the call, but the key does not read as asked.',
  period_untold: 'Rotation reads as on, but CipherTrust does not say with which period.',
  late: 'The bot was held up just before the call, so it did not make it.',
  slack_silent: 'Slack did not say whether the requester and the approvers are still allowed.',
  interrupted: 'The bot was stopped in the middle of this request.',
}

const TLS: Readonly<Record<NonNullable<Fault['tls']>, string>> = {
  unknown_ca: 'The TLS certificate of CipherTrust comes from an authority that the bot does not know.',
  wrong_name: 'The TLS certificate of CipherTrust is for another host name.',
  expired: 'The TLS certificate of CipherTrust has expired, or is not valid yet.',
  client_refused: 'CipherTrust did not accept the bot’s own certificate.',
  no_tls: 'What answers at the address of CipherTrust does not speak TLS.',
}

/** What went wrong with CipherTrust, with the codes by which it is found in a log. */
export function faultWords(fault: Fault): string {
  const codes = [
    fault.awsException,
    // A status that says "fine" explains nothing where something went wrong.
    fault.status === undefined || fault.status < 400 ? undefined : `HTTP ${fault.status}`,
    fault.ciphertrustRequest && `CipherTrust request ${fault.ciphertrustRequest}`,
  ].filter((code) => code !== undefined && code !== '')
  const words = fault.tls ? TLS[fault.tls] : FAULTS[fault.kind]
  return codes.length > 0 ? `${words.replace(/\.$/, '')} (${codes.join(', ')}).` : words
}

/** These do not pass by themselves. */
const TO_MEND: readonly FaultKind[] = [
  'tls',
  'login_refused',
  'unauthorized',
  'licence',
  'forbidden',
  'not_ciphertrust',
]
/** What CipherTrust or AWS said no to once, they say no to again. */
const REFUSED: readonly FaultKind[] = ['rejected', 'aws', 'not_found']

/** What to do about a fault that ended something: said as it ends, or on what is read whenever somebody looks. */
export function askAgain({ kind }: Pick<Fault, 'kind'>, read: 'soon' | 'ever' = 'soon'): string {
  if (TO_MEND.includes(kind))
    return 'Whoever runs the bot has to mend this, and finds the reason in its log; then ask again.'
  if (kind === 'too_many_keys') return 'Ask again with the ARN of the key.'
  if (REFUSED.includes(kind))
    return 'Whoever runs the bot finds the reason in its log. Ask again once that is mended.'
  return read === 'soon' ? 'Ask again in a few minutes.' : 'Ask again if it is still wanted.'
}
