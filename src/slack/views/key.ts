import type { Key } from '../../core/key.ts'
import { fact, type Inline, link, listed, moment, readDate, value } from './blocks.ts'
import { CLIP } from './text.ts'
import { every } from './wish.ts'

/** What an approver must see to know which key this is. */
export function keyFacts(key: Key): readonly (readonly Inline[])[] {
  const console = consoleUrl(key)
  const changed = readDate(key.updatedAt)
  return [
    fact('Alias', ...(key.aliases.length > 0 ? aliasList(key.aliases) : ['none'])),
    fact('ARN', value(key.arn, CLIP.value)),
    fact('Account', value(key.account, CLIP.name), ' in ', value(key.region, CLIP.name)),
    fact('State', value(key.state, CLIP.name), ', key material from ', value(key.origin, CLIP.name)),
    ...(key.tags.length > 0 ? [fact('Tags', ...tagList(key.tags))] : []),
    ...(changed === null ? [] : [fact('Last change in CipherTrust', moment(changed))]),
    ...(console ? [[link(console, 'Open in the AWS console')]] : []),
  ]
}

/** The flag as it was read, with the period and the next date where CipherTrust reports them. */
export function rotationFact(key: Key): readonly Inline[] {
  const { on, periodDays, nextDate } = key.rotation
  const next = readDate(nextDate)
  return fact(
    'Automatic rotation',
    on ? 'on' : 'off',
    ...(on && periodDays ? [`, ${every(periodDays)}`] : []),
    ...(on && next !== null ? [', next ', moment(next)] : []),
  )
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
