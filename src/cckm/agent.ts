import { Agent, buildConnector } from 'undici'
import type { CipherTrustConfig } from './cipher-trust-config.ts'
import { ConnectFailed } from './connect-failed.ts'
import { errorCode } from './error-code.ts'

// Well below every call's own time, so that a connect that hangs is told apart from a reply that does.
const CONNECT_TIMEOUT = 5_000

/** Keep-alive connections to CipherTrust. It never repeats a request: a write must not be sent twice. */
export function createAgent(config: CipherTrustConfig): Agent {
  const { account, caPem, servername } = config
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT,
    allowH2: false,
    rejectUnauthorized: config.insecureSkipTlsVerify !== true,
    ...(caPem === undefined ? {} : { ca: caPem }),
    ...(account.auth === 'certificate' ? { cert: account.certPem, key: account.keyPem } : {}),
  })
  return new Agent({
    allowH2: false,
    connect(options, callback) {
      // undici prefers the name in the URL to one given to its connector.
      const named = servername && options.protocol === 'https:' ? { ...options, servername } : options
      connect(named, (error, socket) => {
        if (error) callback(new ConnectFailed(errorCode(error)), null)
        else callback(null, socket)
      })
    },
  })
}
