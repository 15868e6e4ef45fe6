import { CipherTrustFault } from '../../core/fault.ts'
import type { KeyId } from '../../core/ids.ts'
import type { Key } from '../../core/key.ts'
import type { Api } from '../api.ts'
import { shaped } from '../shaped.ts'
import { AwsKey } from './key.ts'

/** The key in CipherTrust's copy. Null also for a key that exists but is hidden from the account: both are a 404. */
export async function read(api: Api, id: KeyId): Promise<Key | null> {
  try {
    return shaped(AwsKey, await api.get(`/cckm/aws/keys/${encodeURIComponent(id)}`))
  } catch (error) {
    if (error instanceof CipherTrustFault && error.fault.kind === 'not_found') return null
    throw error
  }
}
