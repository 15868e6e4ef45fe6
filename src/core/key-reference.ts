import { bareWord } from './bare-word.ts'

/** How a person named a key. A bare UUID may be CipherTrust's id or the AWS key id, so it is looked up as both. */
export type KeyReference =
  | { readonly by: 'uuid'; readonly id: string }
  | { readonly by: 'awsKeyId'; readonly id: string; readonly region?: string; readonly account?: string }
  | { readonly by: 'alias'; readonly alias: string; readonly region?: string; readonly account?: string }

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const MRK = 'mrk-[0-9a-fA-F]{32}'
const BARE_UUID = new RegExp(`^${UUID}$`)
const BARE_MRK = new RegExp(`^${MRK}$`)
const KEY_ARN = new RegExp(`^arn:aws[a-z-]*:kms:([a-z0-9-]+):(\\d{12}):key/(${UUID}|${MRK})$`)
const ALIAS_ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):(\d{12}):alias\/([a-zA-Z0-9:/_-]{1,250})$/
// AliasName of https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html: these characters, 256 at most
// with the prefix.
const ALIAS = /^[a-zA-Z0-9:/_-]{1,250}$/
/** Longer than any address of a key; what is longer is not worth reading. */
const MOST_CHARACTERS = 2_048
const KEY_IN_URL = new RegExp(`(?:^|[/=:])(${UUID}|${MRK})(?=$|[/?&#])`, 'g')

/**
 * Reads whatever people paste: CipherTrust id, AWS key id (also mrk-…), ARN of a key or an alias, alias with or
 * without `alias/`, an AWS console or CipherTrust URL. Null for anything else; `text` is unescaped and trimmed.
 */
export function parseKeyReference(text: string): KeyReference | null {
  if (text.length > MOST_CHARACTERS) return null
  const bare = unwrap(text)
  if (/^https?:\/\//i.test(bare)) return fromUrl(bare)
  if (bare.startsWith('arn:')) return fromArn(bare)
  if (BARE_UUID.test(bare)) return { by: 'uuid', id: bare.toLowerCase() }
  if (BARE_MRK.test(bare)) return { by: 'awsKeyId', id: bare.toLowerCase() }
  const alias = bare.replace(/^alias\//, '')
  return ALIAS.test(alias) ? { by: 'alias', alias: `alias/${alias}` } : null
}

/** The shortest text that is read as this reference. */
export function printKeyReference(reference: KeyReference): string {
  if (reference.by === 'uuid') return reference.id
  const { region, account } = reference
  const place = region && account ? `arn:${partitionOf(region)}:kms:${region}:${account}` : null
  if (reference.by === 'alias') return place ? `${place}:${reference.alias}` : reference.alias
  const { id } = reference
  if (place) return `${place}:key/${id}`
  if (region) return `https://${region}.console.aws.amazon.com/kms/home?region=${region}#/kms/keys/${id}`
  return BARE_MRK.test(id) ? id : `https://console.aws.amazon.com/kms/home#/kms/keys/${id}`
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

/** Slack's links (`<url|label>`), code ticks, quotes straight or curly, and the punctuation of the sentence around. */
function unwrap(text: string): string {
  const bare = bareWord(text)
  const link = /^<([^|>]+)(?:\|[^>]*)?>$/.exec(bare)
  return link?.[1] ? bareWord(link[1]) : bare
}

function fromArn(text: string): KeyReference | null {
  const key = KEY_ARN.exec(text)
  if (key?.[1] && key[2] && key[3])
    return { by: 'awsKeyId', id: key[3].toLowerCase(), region: key[1], account: key[2] }
  const alias = ALIAS_ARN.exec(text)
  if (alias?.[1] && alias[2] && alias[3])
    return { by: 'alias', alias: `alias/${alias[3]}`, region: alias[1], account: alias[2] }
  return null
}

/** The console names the Region in the host or in `region=`; the key id is the last one in the address. */
function fromUrl(text: string): KeyReference | null {
  const id = [...text.matchAll(KEY_IN_URL)].at(-1)?.[1]?.toLowerCase()
  if (!id) return null
  const region = /[?&]region=([a-z0-9-]+)/.exec(text)?.[1] ?? /\/\/([a-z0-9-]+)\.console\.aws/.exec(text)?.[1]
  if (/console\.(?:aws|amazonaws)/.test(text) || BARE_MRK.test(id))
    return { by: 'awsKeyId', id, ...(region ? { region } : {}) }
  return { by: 'uuid', id }
}
