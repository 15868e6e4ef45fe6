import { z } from 'zod'
import { CipherTrustFault } from '../../core/fault.ts'
import type { KeyId } from '../../core/ids.ts'
import type { Wanted } from '../../core/operations.ts'
import type { Sent } from '../../ports.ts'
import type { Api } from '../api.ts'
import type { Reply } from '../http.ts'
import { requestIdOf } from '../reply-fault.ts'
import { shaped } from '../shaped.ts'
import { RotationStatus } from './rotation.ts'

// The vendor answers with the whole key.
const WriteReply = z.object({ id: z.string(), aws_param: RotationStatus })

/** One POST, sent at most once. It has a body only where a period is wanted, as the vendor documents it. */
export async function send(api: Api, { operation, periodDays }: Wanted, id: KeyId): Promise<Sent> {
  return sentOf(await api.act(operation, id, periodDays), id)
}

/** What CipherTrust says it did. A reply about another key, or without the flag, is `unknown`. */
export function sentOf(reply: Reply, id: KeyId): Sent {
  const { status } = reply
  const { id: answered, aws_param: rotation } = shaped(WriteReply, reply)
  if (answered.toLowerCase() !== id.toLowerCase())
    throw new CipherTrustFault({ kind: 'not_ciphertrust', outcome: 'unknown', status })
  const ciphertrustRequest = requestIdOf(reply.body)
  return { rotation, status, ...(ciphertrustRequest ? { ciphertrustRequest } : {}) }
}
