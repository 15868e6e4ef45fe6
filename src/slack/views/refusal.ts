import type { Refusal } from '../../core/refusal.ts'
import type { Rule } from '../../core/rules.ts'
import type { Inline } from './blocks.ts'
import { denial } from './rule.ts'

/** One sentence for each no: why, and what to do. A missing one does not compile. */
export const REFUSALS: Readonly<Record<Refusal, string>> = {
  not_allowed:
    'The policy does not list you among those who may do this, so nothing was done. Ask whoever looks after the policy to add you.',
  not_for_this_key:
    'The rule for this key does not list you among those who may ask, so no request was made. Ask a colleague whom it lists, or whoever looks after the policy.',
  not_here: 'The policy does not let this be typed in this channel, so nothing was done.',
  policy_denies: 'A rule of the policy refuses this, whoever asks or approves, so nothing was done.',
  reason_required:
    'The rule for this key asks for a reason, so no request was made. Ask again, with “because” and the reason at the end.',
  ticket_required:
    'The rule for this key asks for a reason that names a ticket, so no request was made. Ask again with one.',
  too_few_approvers:
    'The rule for this key asks for more approvals than others can give, so no request was made. Let a colleague ask who is no approver, or tell whoever looks after the policy.',
  period_unknown:
    'CipherTrust does not report the periods of keys like this one, so the bot could not confirm one, and no request was made. Ask again without “every”.',
  deactivated: 'This Slack account is deactivated, so it may not use this bot.',
  guest: 'Guests may not use this bot. Ask a colleague in this workspace who may.',
  bot: 'Apps may not use this bot: a request needs a person.',
  foreign: 'Only people of this workspace may use this bot. Ask a colleague in this workspace who may.',
  identity_unknown:
    'Slack could not say who you are just now, so nothing was done. Please try again in a minute.',
  key_not_found:
    'CipherTrust knows no such key, or does not show it to the bot. Check the spelling, or paste the ARN of the key. If that is right, tell whoever runs the bot: CipherTrust may not have synced the key yet, or the bot’s account may lack access to it.',
  key_ambiguous: 'Several keys go by this name. Ask again with the ARN of the one you mean.',
  key_gone:
    'This key no longer existed in AWS when CipherTrust last looked. If it does exist, let CipherTrust sync the keys of its account, then ask again.',
  aws_managed:
    'AWS manages this key and rotates it by itself every year. There is nothing to switch on or off.',
  asymmetric:
    'AWS rotates symmetric encryption keys only, and this key is asymmetric. To rotate it, create a new key and point the alias at it.',
  hmac: 'AWS rotates symmetric encryption keys only, and this is an HMAC key. To rotate it, create a new key and point the alias at it.',
  imported:
    'The material of this key was imported, and AWS rotates only material of its own. Rotate it by importing new material.',
  custom_key_store:
    'This key lives in an AWS CloudHSM key store, where AWS does not rotate. To rotate it, create a new key and point the alias at it.',
  external_key_store: 'The material of this key lives outside AWS. Rotate it in the external key manager.',
  replica: 'This is a replica of a multi-Region key. Ask for its primary key instead: replicas follow it.',
  disabled: 'This key is disabled. Enable it first, then ask again.',
  pending_deletion:
    'This key is scheduled for deletion. Cancel the deletion and enable it first, then ask again.',
  pending_import:
    'This key waits for imported material, and AWS does not rotate imported material. Rotate it by importing new material.',
  not_ready: 'AWS is not done with making this key yet. Ask again once its state is Enabled.',
  not_approver:
    'The policy does not list you among the approvers of this request, so nothing was done. Its card names those who may approve.',
  own_request: 'You asked for this yourself, so somebody else has to decide. Nothing was done.',
  already_approved: 'You have approved this already. It takes another person now.',
  already_decided: 'Too late: this request no longer waits for a decision.',
  too_late:
    'Too late: the time for a decision is over, and nothing was sent. Whoever still wants it can ask again.',
  not_yours:
    'Only the requester, or an admin whom the policy names, can withdraw a request, so nothing was done. Ask one of them; approvers can deny it.',
  under_way: 'Too late: the call to CipherTrust is being made, or was made. Its card will show the outcome.',
  key_unsteady:
    'The key kept changing while the bot looked at it. Ask again once nobody is changing it any more.',
  approval_void:
    'By the policy as it is now, its approvals are not enough: an approver may no longer approve, or more are needed. Ask again.',
  nothing_to_settle: 'No answer is needed: this question is not open any more.',
  no_such_request:
    'There is no request with this id. Ids look like R-7K2M9QXD, and stand at the foot of the card.',
  not_its_card:
    'This message is not the card that the bot keeps for the request, so its buttons do not count. Nothing was done. Use the card, or the commands.',
  form_not_opened: 'Slack did not open the form in time, so nothing was done. Please try again.',
  already_so: 'Automatic rotation of this key is already as you ask, so no request was made.',
  open_request: 'There is an open request for this key already, so no second one was made.',
  settling:
    'A call for this key was made a moment ago and may still take effect, so no request was made. Ask again in ten minutes.',
  channel_unusable:
    'The channel where requests are shown cannot be used: it is archived, shared with another company, or the bot is not in it. So no request was made. Invite the bot there, or tell whoever looks after the policy; then ask again.',
  ciphertrust_fault: 'So nothing was done.',
  unreadable: 'So there is nothing to show just now.',
  not_stored: 'The bot could not store this, so nothing was done. Please try again in a minute.',
  slow_to_store:
    'The bot takes long to store this. If you hear nothing more within a minute, nothing was done: please try again.',
  too_many_of_yours:
    'The bot is still busy with what you typed and pressed before, so nothing was done about this. Please wait for its answers, then try again.',
  too_many:
    'The bot has too much to do just now, so nothing was done about this. Please try again in a minute.',
  broken: 'Something went wrong in the bot, so this was not finished. Please try again.',
}

/** The same, where everybody reads why the bot closed somebody's request. */
const CLOSED: Readonly<Partial<Record<Refusal, string>>> = {
  not_allowed: 'The requester is no longer among the people who may ask.',
  not_for_this_key:
    'The rule for this key, as it is now, does not list the requester among those who may ask.',
  policy_denies: 'A rule of the policy refuses this now.',
  reason_required:
    'The rule for this key, as it is now, asks for a reason, and none was given. Ask again with one.',
  ticket_required:
    'The rule for this key, as it is now, asks for a ticket that the reason does not name. Ask again with one.',
  too_few_approvers:
    'The rule for this key, as it is now, asks for more approvals than there are people to give them. Tell whoever looks after the policy.',
  period_unknown:
    'CipherTrust does not report the periods of keys like this one, so the bot could not confirm one. Ask again without “every”.',
  deactivated: 'The Slack account of the requester is deactivated.',
  guest: 'The requester is a guest now, and guests may not ask.',
  bot: 'The requester is an app, and a request needs a person.',
  foreign: 'The requester is not of this workspace.',
  key_not_found: 'CipherTrust no longer shows this key to the bot’s account.',
  already_so: 'Automatic rotation is as asked already.',
  channel_unusable:
    'The channel where requests for this key are shown now cannot be used: it is archived, shared with another company, or the bot is not in it. Tell whoever looks after the policy.',
}

/** The same to the requester alone. */
const CLOSED_YOURS: Readonly<Partial<Record<Refusal, string>>> = {
  not_allowed: 'You are no longer among the people who may ask.',
  not_for_this_key: 'The rule for this key, as it is now, does not list you among those who may ask.',
  guest: 'You are a guest now, and guests may not ask.',
}

/** Where the policy is at hand, a rule that refuses says why in its own words. */
export function closedBecause(
  why: Refusal,
  rule?: Pick<Rule, 'name' | 'deny'>,
  to: 'requester' | 'all' = 'all',
): readonly Inline[] {
  if (why === 'policy_denies' && rule?.deny !== undefined) return denial(rule.name, rule.deny)
  return [(to === 'requester' ? CLOSED_YOURS[why] : undefined) ?? CLOSED[why] ?? REFUSALS[why]]
}
