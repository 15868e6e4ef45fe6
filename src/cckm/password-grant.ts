import type { CipherTrustConfig } from './cipher-trust-config.ts'
import type { Http } from './http.ts'
import { logIn } from './log-in.ts'
import type { Grant } from './token.ts'
import type { World } from './world.ts'

/** Logs in with username and password. */
export function passwordGrant(config: CipherTrustConfig, http: Pick<Http, 'logIn'>, world: World): Grant {
  const { username, password, domain, authDomain, authDomainPath } = config
  const credentials = {
    grant_type: 'password',
    username,
    password,
    ...(domain ? { domain } : {}),
    // CDSP as a Service takes the tenant's path instead of the domain.
    ...(authDomainPath
      ? { auth_domain_path: authDomainPath }
      : authDomain
        ? { auth_domain: authDomain }
        : {}),
  }
  return () => logIn(http, world, { credentials, name: username })
}
