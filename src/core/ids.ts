import { z } from 'zod'

/** `R-` and 8 characters of Crockford base32 (no I, L, O, U), random: nothing can be read out of it or guessed. */
export const RequestId = z
  .string()
  .regex(/^R-[0-9A-HJKMNP-TV-Z]{8}$/)
  .brand<'RequestId'>()
export type RequestId = z.infer<typeof RequestId>

/** A Slack person: `enterprise_user.id` on Grid, else the user id. Never a name: names can be changed. */
export const PersonId = z
  .string()
  .regex(/^[UW][A-Z0-9]{2,}$/)
  .brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>

/** Somebody at the command line of the machine, as `os:` and their user name: no Slack person, so they never decide. */
export const OsUser = z
  .string()
  .regex(/^os:[^\p{C}]{1,100}$/u)
  .brand<'OsUser'>()
export type OsUser = z.infer<typeof OsUser>

export function isOsUser(by: PersonId | OsUser): by is OsUser {
  return by.startsWith('os:')
}

/** Whoever looked into AWS and says what became of a call. */
export const Witness = z.union([PersonId, OsUser])
export type Witness = z.infer<typeof Witness>

export const GroupId = z
  .string()
  .regex(/^S[A-Z0-9]{2,}$/)
  .brand<'GroupId'>()
export type GroupId = z.infer<typeof GroupId>

/** C… channel, G… private channel of old, D… direct message. */
export const ChannelId = z
  .string()
  .regex(/^[CGD][A-Z0-9]{2,}$/)
  .brand<'ChannelId'>()
export type ChannelId = z.infer<typeof ChannelId>

/** A Slack message's `ts`: its address within a channel. */
export const MessageTs = z
  .string()
  .regex(/^\d+\.\d+$/)
  .brand<'MessageTs'>()
export type MessageTs = z.infer<typeof MessageTs>

/** CipherTrust's own id of a key: a UUID, not the AWS key id and not the ARN. */
export const KeyId = z.guid().brand<'KeyId'>()
export type KeyId = z.infer<typeof KeyId>

/** The name of an accepted input: unique per press, command or submission, so that a repeated delivery is seen. */
export const InputId = z.string().min(1).max(300).brand<'InputId'>()
export type InputId = z.infer<typeof InputId>

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Turns 8 random bytes into a request id: 5 bits of each byte are used, so every id is equally likely. */
export function requestIdFrom(bytes: Uint8Array): RequestId {
  return RequestId.parse(`R-${Array.from(bytes.subarray(0, 8), (byte) => CROCKFORD[byte & 31]).join('')}`)
}
