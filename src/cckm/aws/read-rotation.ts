import { z } from 'zod'
import { CipherTrustFault, type FaultKind } from '../../core/fault.ts'
import type { KeyId } from '../../core/ids.ts'
import type { Rotation } from '../../core/key.ts'
import type { Api } from '../api.ts'
import { shaped } from '../shaped.ts'
import { read } from './read.ts'
import { RotationStatus } from './rotation.ts'

// The vendor documents the path but no reply: AWS's field names, alone or within a key.
const StatusReply = z.union([
  RotationStatus,
  z.object({ aws_param: RotationStatus }).transform(({ aws_param }) => aws_param),
])

// An older CipherTrust without the path, an account without the right, a key AWS gives no status of, an unknown reply.
const ASK_THE_COPY: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'not_found',
  'rejected',
  'forbidden',
  'aws',
  'not_ciphertrust',
])

/** The flag from AWS, else from CipherTrust's copy of the key. Throws `not_found` when neither is visible. */
export async function readRotation(api: Api, id: KeyId): Promise<Rotation> {
  try {
    return shaped(StatusReply, await api.act('get-key-rotation-status', id))
  } catch (error) {
    if (!(error instanceof CipherTrustFault && ASK_THE_COPY.has(error.fault.kind))) throw error
    return fromCopy(api, id)
  }
}

async function fromCopy(api: Api, id: KeyId): Promise<Rotation> {
  const key = await read(api, id)
  if (!key) throw new CipherTrustFault({ kind: 'not_found', outcome: 'not_done', status: 404 })
  return key.rotation
}
