import { z } from 'zod'
import { Key } from '../core/key.ts'
import type { KeyReference } from '../core/key-reference.ts'

const Kept = z.object({
  key: Key.pick({ id: true, arn: true, awsKeyId: true, account: true, region: true, aliases: true }),
})

/** Whether a request, as it is kept, is about the key that somebody named. */
export function isAbout(body: string, reference: KeyReference): boolean {
  const kept = Kept.safeParse(parsed(body))
  if (!kept.success) return false
  const { key } = kept.data
  if (reference.by === 'uuid') return [key.id.toLowerCase(), key.awsKeyId].includes(reference.id)
  const { region = key.region, account = key.account } = reference
  if (region !== key.region || account !== key.account) return false
  return reference.by === 'alias' ? key.aliases.includes(reference.alias) : key.awsKeyId === reference.id
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
