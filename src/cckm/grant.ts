import type { CipherTrustConfig } from './cipher-trust-config.ts'
import type { Http } from './http.ts'
import { logIn } from './log-in.ts'
import type { Grant } from './token.ts'
import type { World } from './world.ts'

/** Logs in as the configured account: with its password and then with refresh tokens, or with its certificate. */
export function createGrant(config: CipherTrustConfig, http: Pick<Http, 'logIn'>, world: World): Grant {
  const { account, domain, authDomain, authDomainPath } = config
  const acting = domain ? { domain } : {}
  const post = (credentials: object, name: string) =>
    logIn(http, world, { credentials: { ...credentials, ...acting }, name })

  switch (account.auth) {
    case 'password': {
      const { username, password } = account
      // CDSP as a Service takes the tenant's path instead of the domain.
      const authDomainField = authDomain ? { auth_domain: authDomain } : {}
      const home = authDomainPath ? { auth_domain_path: authDomainPath } : authDomainField
      return {
        logIn: () => post({ grant_type: 'password', username, password, ...home }, username),
        refresh: (refreshToken) =>
          post({ grant_type: 'refresh_token', refresh_token: refreshToken }, username),
      }
    }
    case 'certificate': {
      const { clientId } = account
      // Singular, unlike OAuth's: kroxylicious/kroxylicious, its CipherTrust KMS provider. It brings no refresh token.
      return { logIn: () => post({ grant_type: 'client_credential', client_id: clientId }, clientId) }
    }
  }
}
