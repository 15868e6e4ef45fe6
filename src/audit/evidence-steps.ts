import type { Flag, RequestEntry } from '../core/entry.ts'
import type { Request } from '../core/request.ts'
import { faultWords } from '../slack/views/fault.ts'
import { closedBecause } from '../slack/views/refusal.ts'
import { CLIP, untrusted } from '../slack/views/text.ts'
import { every, toWish } from '../slack/views/wish.ts'
import { type Names, who } from './who.ts'

/** What an entry of a request says, in a sentence for somebody who has never seen the bot. */
export function stepWords(entry: RequestEntry, request: Request, names: Names): string {
  const person = (id: string) => who(id, names)
  switch (entry.kind) {
    case 'asked':
      return `${person(entry.by)} asked ${toWish(request)}. ${rule(entry.rule)} asks for ${approvals(entry.approvals)}.`
    case 'approved':
      return entry.by === 'policy'
        ? `Approved by the policy itself: ${rule(entry.rule).toLowerCase()} asks for no approval.`
        : `${person(entry.by)} approved: ${entry.given} of ${entry.needed} needed.${voided(entry.void ?? [], names)}`
    case 'reminded':
      return 'Those who could still approve were reminded.'
    case 'denied':
      return `${person(entry.by)} denied it. Nothing was sent.`
    case 'withdrawn':
      return `${person(entry.by)} took it back. Nothing was sent.`
    case 'claimed':
      return 'The bot took it up, to carry it out.'
    case 'released':
      return entry.fault
        ? `The bot put it back: ${faultWords(entry.fault)}`
        : 'The bot put it back: it was stopped.'
    case 'calling':
      return `The bot was about to call CipherTrust as its account ${entry.account}. Automatic rotation was ${flag(entry.before)}.`
    case 'not_sent':
      return `The call was certainly not sent, so it is tried once more. ${faultWords(entry.fault)}`
    case 'succeeded':
      return `${HOW[entry.how]} Automatic rotation was ${flag(entry.before)}, and is ${flag(entry.after)}.${answer(entry)}${saidBy(entry.by, names)}`
    case 'failed':
      return `It failed, and nothing was changed. ${faultWords(entry.fault)}${saidBy(entry.by, names)}`
    case 'unconfirmed':
      return `It could not be confirmed, so it is not sent again, and the key is read until it is known. ${faultWords(entry.fault)}`
    case 'read_again':
      return entry.flag
        ? `The key was read again: automatic rotation is ${flag(entry.flag)}.`
        : `The key could not be read again.${entry.fault ? ` ${faultWords(entry.fault)}` : ''}`
    case 'person_asked':
      return `Reading came to nothing, so people were asked what AWS shows. ${faultWords(entry.fault)}`
    case 'superseded':
      return `The key had changed since it was asked, so nothing was sent: ${entry.changes.map(({ field, before, after }) => `${field} was ${shown(before)}, and is ${shown(after)}`).join('; ')}. ${entry.successor} asks for the key as it is.`
    case 'cancelled':
      return `The bot closed it, and nothing was sent. ${closedBecause(entry.why).join('')}`
    case 'expired':
      return entry.by
        ? `${person(entry.by)} ended it at the command line. Nothing was sent.`
        : `It expired unused, and nothing was sent.${entry.fault ? ` ${faultWords(entry.fault)}` : ''}`
  }
}

const HOW = {
  called: 'CipherTrust took the call, and the key was read back.',
  already_so: 'The key was so already, so no call was made.',
  read_later:
    'The answer to the call was lost; the key was read until it was known, and the call was not repeated.',
  settled: 'The bot could not read the key: a person looked into AWS, and says so.',
} as const

export function flag({ on, periodDays }: Flag): string {
  if (!on) return 'off'
  return periodDays === undefined ? 'on' : `on, ${every(periodDays)}`
}

function rule(name: string): string {
  return `The rule “${untrusted(name, CLIP.name)}”`
}

function approvals(count: number): string {
  if (count === 0) return 'no approval'
  return count === 1 ? 'the approval of one other person' : `the approvals of ${count} other people`
}

function voided(people: readonly string[], names: Names): string {
  if (people.length === 0) return ''
  return ` Earlier approvals that no longer count: ${people.map((id) => who(id, names)).join(', ')}.`
}

function answer(entry: Extract<RequestEntry, { kind: 'succeeded' }>): string {
  const { status, ciphertrustRequest } = entry
  const id = ciphertrustRequest ? `, its request ${untrusted(ciphertrustRequest, CLIP.name)}` : ''
  return status === undefined ? '' : ` CipherTrust answered with HTTP ${status}${id}.`
}

function saidBy(id: string | undefined, names: Names): string {
  return id === undefined ? '' : ` So says ${who(id, names)}.`
}

function shown(text: string): string {
  return `“${untrusted(text, CLIP.value)}”`
}
