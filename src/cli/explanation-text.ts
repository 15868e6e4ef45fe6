import { TOP } from '../core/policy.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Rule } from '../core/rules.ts'
import { CLIP, untrusted } from '../slack/views/text.ts'
import { every } from '../slack/views/wish.ts'
import type { Approver, Explanation } from '../usecases/explain.ts'
import { columns } from './columns.ts'
import { noText, value } from './no-text.ts'
import { count, lengthOf, reasonOf, ruleName } from './rule-words.ts'

type Row = readonly [label: string, text: string]

/** An explanation for people; `unknown` is why nothing is known of requests, if so. */
export function explanationText(found: Explanation, unknown: string | null): string {
  const { key, who, rule, passed, nos } = found
  const rows: readonly Row[] = [
    ['Key', value(key.aliases[0] ?? 'no alias')],
    ['', value(key.arn)],
    ['', `account ${value(key.account)}, Region ${value(key.region)}`],
    ['Now', nowOf(found)],
    ['Operation', wishOf(found)],
    ['Who', who.ok ? `${who.person}  ${name(who.name)}` : `${who.person}: ${CANNOT[who.refusal]}`],
    ['Rule', rule.name === TOP ? 'none matches, so the fields at the top hold' : ruleName(rule)],
    ...labelled(
      'No match',
      passed.map((earlier) => untrusted(earlier, CLIP.name)),
    ),
    ...(rule.deny === undefined ? asked(found) : [['Denies', untrusted(rule.deny, CLIP.reason)] as const]),
    ['Requests', unknown === null ? lastOf(found) : `not known here: ${unknown}`],
  ]
  return [columns(rows), '', ...verdict(found, nos.map(noText))].join('\n')
}

function nowOf({ key: { rotation } }: Explanation): string {
  return `automatic rotation is ${rotation.on ? 'on' : 'off'}${period(rotation)}`
}

function wishOf({ operation, periodDays }: Explanation): string {
  const onOrOff = operation === 'enable-auto-rotation' ? 'on' : 'off'
  return `switch automatic rotation ${onOrOff}${period({ periodDays })} (${operation})`
}

function period({ periodDays }: { readonly periodDays?: number | undefined }): string {
  return periodDays === undefined ? '' : `, ${every(periodDays)}`
}

function asked({ rule, operation, approvers, unread }: Explanation): readonly Row[] {
  return [
    ['Needs', rule.approvals === 0 ? 'no approval: the call is made at once' : approvalsOf(rule)],
    ['Reason', reasonFor(rule, operation === 'disable-auto-rotation')],
    ['Typed in', rule.askIn?.join(', ') ?? 'any channel'],
    ['Card in', rule.channel],
    ...labelled('Notifies', rule.notify),
    ...labelled('Approvers', [
      ...approvers.map(approverText),
      ...unread.map((group) => `${group}: Slack does not say who is in it`),
    ]),
  ]
}

function approvalsOf({ approvals, expires, remind }: Rule): string {
  const reminder = remind === 'none' ? 'no reminder' : `a reminder ${lengthOf(remind)} before the end`
  return `${count(approvals)}, within ${lengthOf(expires)}, ${reminder}`
}

function reasonFor(rule: Rule, always: boolean): string {
  const ofRule = reasonOf(rule)
  if (ofRule !== null) return `required, ${ofRule}`
  return always ? 'required, as always where rotation is switched off' : 'not required'
}

/** The label stands before the first only. */
function labelled(label: string, texts: readonly string[]): readonly Row[] {
  return texts.map((text, index) => [index === 0 ? label : '', text])
}

function approverText({ id, name: known, why }: Approver): string {
  const who = known === undefined ? id : `${id}  ${name(known)}`
  return why === undefined ? who : `${who}: ${CANNOT[why]}`
}

function name(text: string): string {
  return untrusted(text, CLIP.name)
}

/** Why somebody is left out, where everybody reads it. */
const CANNOT: Readonly<Partial<Record<Refusal, string>>> = {
  own_request: 'cannot, since nobody approves what they asked for',
  not_approver: 'cannot, since the bot knows this person by another id, which the policy does not name',
  deactivated: 'cannot, since the Slack account is deactivated',
  guest: 'cannot, as a guest',
  bot: 'cannot, as an app',
  foreign: 'cannot, since Slack knows nobody of this workspace by this id',
  identity_unknown: 'cannot just now, since Slack does not say who this is',
}

function lastOf({ nos }: Explanation): string {
  const request = nos.find(({ facts }) => facts?.request)?.facts?.request
  return request ? `${request.id} holds this key (${request.state})` : 'none holds this key'
}

function verdict(
  { who, rule, approvers, unread }: Explanation,
  nos: readonly (readonly string[])[],
): readonly string[] {
  const person = who.ok ? name(who.name) : who.person
  if (nos.length > 0)
    return [`${person} could not ask now, and would read:`, ...nos.map((lines) => `- ${lines.join('\n  ')}`)]
  const able = approvers.filter(({ why }) => why === undefined).length
  const few = able < rule.approvals && unread.length === 0
  const warning = `Yet it would wait until it expires: ${rule.approvals} must approve, and ${able} of those above can.`
  return [`${person} could ask now.`, ...(few ? [warning] : [])]
}
