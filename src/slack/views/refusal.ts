import type { Refusal } from '../../core/refusal.ts'

/** One sentence for each no: why, and what to do. A missing one does not compile. */
export const REFUSALS: Readonly<Record<Refusal, string>> = {
  not_allowed:
    'You are not among the people who may use this bot. Ask whoever looks after its policy to add you.',
  deactivated: 'This Slack account is deactivated, so it may not ask.',
  guest: 'Guests may not ask. Ask a colleague in this workspace who may.',
  bot: 'Apps may not ask: a request needs a person.',
  foreign: 'Only people of this workspace may ask. Ask a colleague in this workspace who may.',
  identity_unknown:
    'Slack could not say who you are just now, so nothing was done. Please try again in a minute.',
  key_not_found:
    'No such key is known to CipherTrust, or the bot’s account may not see it. Check the spelling, or ask for the ARN; when it is right, CipherTrust may need to sync the KMS, or the bot’s account needs access to it.',
  key_ambiguous: 'Several keys go by this name. Ask again with the ARN of the one you mean.',
  key_gone:
    'This key no longer existed in AWS when CipherTrust last looked. If it does exist, let CipherTrust sync its KMS, then ask again.',
  aws_managed: 'AWS manages this key and rotates it by itself every year. There is nothing to switch on.',
  asymmetric:
    'AWS rotates symmetric encryption keys only, and this key is asymmetric. Create a new key and point the alias at it.',
  hmac: 'AWS rotates symmetric encryption keys only, and this is an HMAC key. Create a new key and point the alias at it.',
  imported:
    'The material of this key was imported, and AWS rotates only material of its own. Rotate it by importing new material.',
  custom_key_store:
    'This key lives in an AWS CloudHSM key store, where AWS does not rotate. Create a new key and point the alias at it.',
  external_key_store: 'The material of this key lives outside AWS. Rotate it in the external key manager.',
  replica: 'This is a replica of a multi-Region key. Ask for its primary: replicas follow it.',
  disabled: 'This key is disabled. Enable it first, then ask again.',
  pending_deletion:
    'This key is scheduled for deletion. Cancel the deletion and enable it first, then ask again.',
  pending_import: 'This key waits for imported material, and AWS does not rotate imported material.',
  not_ready: 'AWS is not done with this key yet (see its state). Ask again once it is enabled.',
  already_so: 'Automatic rotation is on for this key already. No request was made.',
  open_request: 'There is an open request for this key already.',
  settling: 'A call for this key was made a moment ago and may still take effect. Ask again in ten minutes.',
  channel_unusable:
    'The channel where requests are shown cannot be used: it is archived, shared with another company, or the bot is not in it. Invite the bot there, then ask again.',
  ciphertrust_fault: 'No request was made.',
  broken: 'Something went wrong in the bot, so no request was made. Please try again.',
}
