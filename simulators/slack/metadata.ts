import { z } from 'zod'
import { parseJson } from './json.ts'
import { SlackError } from './slack-error.ts'
import type { Metadata } from './world.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()])
const flat = z.record(z.string(), scalar)

const metadata = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.union([scalar, flat, z.array(flat)])),
})

/**
 * The metadata of a message. An event_type of other than letters, digits, `_` and `-` is dropped with a
 * warning while the message goes out: https://docs.slack.dev/messaging/message-metadata
 */
export function readMetadata(given: unknown): { metadata?: Metadata; warning?: string } {
  if (given === undefined || given === '') return {}
  const parsed = metadata.safeParse(typeof given === 'string' ? parseJson(given) : given)
  if (!parsed.success) throw new SlackError('invalid_metadata_format')
  if (!/^[\w-]+$/.test(parsed.data.event_type)) return { warning: 'invalid_metadata_schema' }
  return { metadata: parsed.data }
}
