import { z } from 'zod'
import { KeyId } from './ids.ts'

/** What AWS calls rotation of a key; `periodDays` and `nextDate` only where CipherTrust reports them. */
export const Rotation = z.object({
  on: z.boolean(),
  periodDays: z.int().optional(),
  nextDate: z.string().optional(),
})
export type Rotation = z.infer<typeof Rotation>

/** An AWS KMS key as CipherTrust last saw it. Every text in it is untrusted: it passes the escaping function. */
export const Key = z.object({
  id: KeyId,
  arn: z.string(),
  awsKeyId: z.string(),
  account: z.string(),
  region: z.string(),
  kms: z.object({ id: z.string(), name: z.string() }),
  aliases: z.array(z.string()),
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
  state: z.string(),
  origin: z.string(),
  spec: z.string(),
  usage: z.string(),
  manager: z.string(),
  multiRegion: z.enum(['no', 'primary', 'replica']),
  primaryArn: z.string().optional(),
  gone: z.boolean(),
  rotation: Rotation,
  syncedAt: z.string().optional(),
  /** When CipherTrust's record of it last changed. */
  updatedAt: z.string().optional(),
})
export type Key = z.infer<typeof Key>

/** The name people know a key by: its first alias, else its AWS key id. */
export function keyName(key: Key): string {
  return key.aliases[0] ?? key.awsKeyId
}

/** An alias without what all of them begin with. */
export function bareAlias(alias: string): string {
  return alias.replace(/^alias\//, '')
}
