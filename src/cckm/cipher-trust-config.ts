interface PasswordAccount {
  readonly auth: 'password'
  readonly username: string
  readonly password: string
}

/** A client registered with CipherTrust: its certificate is shown in the TLS handshake. */
interface CertificateAccount {
  readonly auth: 'certificate'
  readonly clientId: string
  readonly certPem: string
  readonly keyPem: string
}

export type Account = PasswordAccount | CertificateAccount

/** Where CipherTrust Manager is and who the bot is there. */
export interface CipherTrustConfig {
  /** The origin, without `/api`. */
  readonly url: string
  readonly account: Account
  /** Trusted instead of the system's roots. */
  readonly caPem?: string
  /** The name the certificate must carry, where it is not the host of `url`. */
  readonly servername?: string
  /** Where the bot acts; absent is the root domain. */
  readonly domain?: string
  /** Where the bot's account was created. */
  readonly authDomain?: string
  /** The tenant's path on CDSP as a Service. */
  readonly authDomainPath?: string
  readonly insecureSkipTlsVerify?: boolean
}
