import type { CipherTrust } from '../ports.ts'
import { createApi } from './api.ts'
import { aliases } from './aws/aliases.ts'
import { find } from './aws/find.ts'
import { listKeys } from './aws/list-keys.ts'
import { read } from './aws/read.ts'
import { readRotation } from './aws/read-rotation.ts'
import { reportsPeriods } from './aws/reports-periods.ts'
import { send } from './aws/send.ts'
import type { CipherTrustConfig } from './cipher-trust-config.ts'
import { createGrant } from './grant.ts'
import { type CipherTrustState, createHealth } from './health.ts'
import { createHttp } from './http.ts'
import { createTokenSource } from './token.ts'
import type { World } from './world.ts'

export interface CipherTrustClient extends CipherTrust {
  state(): CipherTrustState
  /** Waits for the calls under way; none can be made afterwards. */
  close(): Promise<void>
}

/** The client of one CipherTrust Manager. Calls nobody until it is asked; throws on a `url` that is none. */
export function createCipherTrust(config: CipherTrustConfig, world: World): CipherTrustClient {
  if (config.insecureSkipTlsVerify)
    world.log.warn({ url: new URL(config.url).origin }, 'certificate of CipherTrust is not verified')
  const http = createHttp(config, world)
  const tokens = createTokenSource(createGrant(config, http, world), world)
  const api = createApi({ http, tokens, world })
  const health = createHealth()
  return {
    find: (reference) => health.watch(find(api, reference)),
    read: (id) => health.watch(read(api, id)),
    readRotation: (id) => health.watch(readRotation(api, id)),
    list: (place) => health.watch(listKeys(api, place)),
    aliases: () => health.watch(aliases(api)),
    prepare: () => health.watch(api.prepare()),
    reportsPeriods: (key) => health.watch(reportsPeriods(api, key)),
    send: (wanted, id) => health.watch(send(api, wanted, id)),
    state: health.state,
    close: http.close,
  }
}
