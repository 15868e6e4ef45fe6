import { z } from 'zod'
import { ChannelId, InputId, PersonId } from './ids.ts'

/** A command as it was typed: what is stored before the ack, so that a crash cannot lose it. */
export const Input = z.object({
  id: InputId,
  by: PersonId,
  channel: ChannelId,
  text: z.string(),
  responseUrl: z.url(),
})
export type Input = Readonly<z.infer<typeof Input>>
