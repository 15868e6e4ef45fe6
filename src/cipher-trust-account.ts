import { createPrivateKey, X509Certificate } from 'node:crypto'

/** Who the bot is in CipherTrust: a user with a password, or a registered client with a certificate. */
export type CipherTrustAccount =
  | { readonly auth: 'password'; readonly username: string; readonly password: string }
  | {
      readonly auth: 'certificate'
      readonly clientId: string
      readonly certPem: string
      readonly keyPem: string
    }

export interface AccountValues {
  readonly username: string | undefined
  readonly password: string | undefined
  readonly clientId: string | undefined
  readonly certPem: string | undefined
  readonly keyPem: string | undefined
}

/** Why a value is wrong, by its variable; one without a value is missing unless that is said already. */
export type Complain = (variable: string, what: string) => void

const PASSWORD_VARIABLES = {
  CIPHERTRUST_USERNAME: 'the name of the bot’s account in CipherTrust',
  CIPHERTRUST_PASSWORD: 'the password of the bot’s account (or its file, in CIPHERTRUST_PASSWORD_FILE)',
}
const CERTIFICATE_VARIABLES = {
  CIPHERTRUST_CLIENT_ID: 'the id of the client that is registered in CipherTrust',
  CIPHERTRUST_CLIENT_CERT_FILE: 'the PEM file of the client’s certificate',
  CIPHERTRUST_CLIENT_KEY_FILE: 'the PEM file of the private key of that certificate',
}

/** The account, or undefined after complaining. `isSet`: whether a variable stands in the environment, readable or not. */
export function cipherTrustAccount(
  values: AccountValues,
  isSet: (variable: string) => boolean,
  complain: Complain,
): CipherTrustAccount | undefined {
  const set = (variables: object) => Object.keys(variables).filter(isSet)
  const ofPassword = set(PASSWORD_VARIABLES)
  const ofCertificate = set(CERTIFICATE_VARIABLES)
  const [variable = ''] = ofPassword
  if (ofPassword.length > 0 && ofCertificate.length > 0) {
    complain(variable, `and ${ofCertificate[0]} belong to two ways to log in: keep the variables of one`)
    return undefined
  }
  const wanted = ofCertificate.length > 0 ? CERTIFICATE_VARIABLES : PASSWORD_VARIABLES
  for (const [missing, what] of Object.entries(wanted))
    if (!isSet(missing)) complain(missing, `is missing: ${what}`)
  const { username, password, clientId, certPem, keyPem } = values
  if (username && password) return { auth: 'password', username, password }
  if (!clientId || !certPem || !keyPem || !fits(certPem, keyPem, complain)) return undefined
  return { auth: 'certificate', clientId, certPem, keyPem }
}

function fits(certPem: string, keyPem: string, complain: Complain): boolean {
  const certificate = readable(() => new X509Certificate(certPem))
  const key = readable(() => createPrivateKey(keyPem))
  if (!certificate) complain('CIPHERTRUST_CLIENT_CERT_FILE', 'names a file without a certificate in PEM form')
  if (!key)
    complain(
      'CIPHERTRUST_CLIENT_KEY_FILE',
      'names a file without a private key in PEM form that needs no passphrase',
    )
  if (!certificate || !key) return false
  const belong = certificate.checkPrivateKey(key)
  if (!belong)
    complain('CIPHERTRUST_CLIENT_KEY_FILE', 'names another key than that of CIPHERTRUST_CLIENT_CERT_FILE')
  return belong
}

/** Whether a text begins with a certificate that TLS can use. */
export function isCertificate(pem: string): boolean {
  return readable(() => new X509Certificate(pem)) !== undefined
}

/** OpenSSL's messages help nobody here. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
