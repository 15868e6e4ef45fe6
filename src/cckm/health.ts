import { CipherTrustFault, type FaultKind } from '../core/fault.ts'

/** `ok` when CipherTrust answered last time, whatever it answered about the one key; `unknown` before any call. */
export type CipherTrustState = 'ok' | 'failing' | 'unknown'

const FAILING: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'unreachable',
  'tls',
  'timeout',
  'hung_up',
  'login_refused',
  'licence',
  'server_error',
  'not_ciphertrust',
])

export interface Health {
  state(): CipherTrustState
  /** Passes the call's result or fault on, and remembers what it says about CipherTrust. */
  watch<T>(call: Promise<T>): Promise<T>
}

export function createHealth(): Health {
  let state: CipherTrustState = 'unknown'
  return {
    state: () => state,
    async watch(call) {
      try {
        const result = await call
        state = 'ok'
        return result
      } catch (error) {
        if (error instanceof CipherTrustFault) state = FAILING.has(error.fault.kind) ? 'failing' : 'ok'
        throw error
      }
    },
  }
}
