import type { Fault } from '../core/fault.ts'

interface TlsProblem {
  readonly tls: NonNullable<Fault['tls']>
  /** For the log: what is wrong, and what mends it. */
  readonly help: string
}

interface Row extends TlsProblem {
  readonly codes: RegExp
}

// X.509 verification codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes
const PROBLEMS: readonly Row[] = [
  {
    tls: 'unknown_ca',
    codes:
      /^(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_.*|(?:DEPTH_ZERO_)?SELF_SIGNED_.*|CERT_UNTRUSTED)$/,
    help: 'The certificate of CipherTrust comes from a CA that is not known here: name the PEM file of that CA in CIPHERTRUST_CA_FILE.',
  },
  {
    tls: 'wrong_name',
    codes: /^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/,
    help: 'The certificate of CipherTrust is for another host than that of CIPHERTRUST_URL: correct it, or put the name that the certificate carries into CIPHERTRUST_SERVERNAME.',
  },
  {
    tls: 'expired',
    codes: /^(?:CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    help: 'The certificate of CipherTrust, or that of its CA in CIPHERTRUST_CA_FILE, has expired or is not valid yet: renew it, or set the clock of this machine. Until then nothing but CIPHERTRUST_INSECURE_SKIP_TLS_VERIFY=true would accept it, and any other with it.',
  },
  {
    tls: 'client_refused',
    codes: /^ERR_SSL_\w*ALERT_(?:\w*CERTIFICATE\w*|UNKNOWN_CA|ACCESS_DENIED)$/,
    help: 'CipherTrust did not accept the certificate of the bot: look at CIPHERTRUST_CLIENT_CERT_FILE and CIPHERTRUST_CLIENT_KEY_FILE, and at the CAs that its web interface trusts.',
  },
  {
    tls: 'no_tls',
    codes: /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/,
    help: 'What answers there does not speak TLS: look at the scheme and the port of CIPHERTRUST_URL.',
  },
]

/** What a code of Node's TLS or OpenSSL comes to; undefined for one without words of its own. */
export function tlsProblem(code: string): TlsProblem | undefined {
  const found = PROBLEMS.find(({ codes }) => codes.test(code))
  return found && { tls: found.tls, help: found.help }
}
