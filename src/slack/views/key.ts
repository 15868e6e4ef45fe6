import type { Key } from '../../core/key.ts'
import { fact, type Inline, link, listed, moment, readDate, value } from './blocks.ts'
import { CLIP } from './text.ts'
import { every } from './wish.ts'

/** What an approver must see to know which key this is. */
export function keyFacts(key: Key): readonly (readonly Inline[])[] {
  const changed = readDate(key.updatedAt)
  return [
    ...names(key),
    fact('State', value(key.state, CLIP.name), ', key material from ', value(key.origin, CLIP.name)),
    ...(key.tags.length > 0 ? [fact('Tags', ...tagList(key.tags))] : []),
    ...(changed === null ? [] : [fact('Last change in CipherTrust', moment(changed))]),
    ...inConsole(key),
  ]
}

/** Which key it is, without anything about it that changes. */
export function keyNames(key: Key): readonly (readonly Inline[])[] {
  return [...names(key), ...inConsole(key)]
}

function names(key: Key): readonly (readonly Inline[])[] {
  return [
    fact('Alias', ...(key.aliases.length > 0 ? aliasList(key.aliases) : ['none'])),
    fact('ARN', value(key.arn, CLIP.value)),
    fact('Account', value(key.account, CLIP.name), ' in ', value(key.region, CLIP.name)),
  ]
}

function inConsole(key: Key): readonly (readonly Inline[])[] {
  const url = consoleUrl(key)
  return url ? [[link(url, 'Open in the AWS console')]] : []
}

/** The flag as it was read, with the period and the next date where CipherTrust reports them. */
export function rotationFact(key: Key): readonly Inline[] {
  const { on, nextDate } = key.rotation
  const next = readDate(nextDate)
  return [...flagFact(key), ...(on && next !== null ? [', next ', moment(next)] : [])]
}

/** The same without the next date; of what was read long ago, with when that was. */
export function flagFact({ rotation: { on, periodDays } }: Key, when = ''): readonly Inline[] {
  const label = `Automatic rotation${when}`
  return fact(label, on ? 'on' : 'off', ...(on && periodDays ? [`, ${every(periodDays)}`] : []))
}

const SHOWN = 3

function aliasList(aliases: readonly string[]): readonly Inline[] {
  return listed(
    aliases.map((alias) => value(alias, CLIP.value)),
    SHOWN,
  )
}

function tagList(tags: Key['tags']): readonly Inline[] {
  return listed(
    tags.map((tag) => value(`${tag.key}=${tag.value}`, CLIP.name)),
    SHOWN,
  )
}

/** Only for the public partition, and only from parts that are what they should be: they come from outside. */
function consoleUrl(key: Key): string | null {
  const wellFormed = /^[a-z0-9-]+$/.test(key.region) && /^[a-zA-Z0-9-]+$/.test(key.awsKeyId)
  if (!key.arn.startsWith('arn:aws:') || !wellFormed) return null
  return `https://${key.region}.console.aws.amazon.com/kms/home?region=${key.region}#/kms/keys/${key.awsKeyId}`
}
