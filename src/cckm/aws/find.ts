import { z } from 'zod'
import { CipherTrustFault } from '../../core/fault.ts'
import { KeyId } from '../../core/ids.ts'
import { bareAlias, type Key } from '../../core/key.ts'
import type { KeyReference } from '../../core/key-reference.ts'
import type { Api } from '../api.ts'
import { shaped } from '../shaped.ts'
import { AwsKey } from './key.ts'
import { type Filters, list } from './list.ts'
import { read } from './read.ts'

const MOST = 20
// Filters may be ignored or loose, and the key that is meant may stand behind those that are not.
const PAGING = { pageSize: 100, atMost: 1_000 }

/** The keys a reference names exactly, at most 20. What CipherTrust's filters let through is checked again here. */
export async function find(api: Api, reference: KeyReference): Promise<readonly Key[]> {
  return (await findAll(api, reference)).slice(0, MOST)
}

async function findAll(api: Api, reference: KeyReference): Promise<readonly Key[]> {
  switch (reference.by) {
    case 'uuid':
      return findByUuid(api, reference.id)
    case 'awsKeyId':
      return findByAwsKeyId(api, reference)
    case 'alias':
      return findByAlias(api, reference)
  }
}

type Place = Pick<Extract<KeyReference, { by: 'alias' }>, 'region' | 'account'>

async function findByUuid(api: Api, uuid: string): Promise<readonly Key[]> {
  const id = KeyId.safeParse(uuid)
  const key = id.success ? await read(api, id.data) : null
  return key ? [key] : findByAwsKeyId(api, { id: uuid })
}

/** A multi-Region key has one AWS key id in all its Regions. */
async function findByAwsKeyId(api: Api, reference: Place & { readonly id: string }): Promise<readonly Key[]> {
  const { id } = reference
  const meant = (key: Key) => key.awsKeyId.toLowerCase() === id.toLowerCase()
  return firstMatches(api, [{ keyid: id }], { place: reference, meant })
}

/**
 * By the bare name, as the vendor's Terraform provider asks; where that finds nothing by the full one, because which of
 * the two is matched is not documented everywhere. AWS: an alias is unique only within an account and Region.
 */
async function findByAlias(api: Api, reference: Place & { readonly alias: string }): Promise<readonly Key[]> {
  const name = bareAlias(reference.alias)
  const meant = (key: Key) => key.aliases.some((alias) => bareAlias(alias) === name)
  return firstMatches(api, [{ alias: name }, { alias: `alias/${name}` }], { place: reference, meant })
}

interface Wanted {
  readonly place: Place
  readonly meant: (key: Key) => boolean
}

/**
 * What the first filter with an answer finds. A list that was cut proves neither that there is no such key nor that there
 * is one only: two matches are told (they are ambiguous whatever else there is), and so is one in a Region and account
 * (neither name is given twice there). Anything less is a fault rather than a guess which key is meant: asking more
 * precisely helps.
 */
async function firstMatches(
  api: Api,
  tries: readonly Filters[],
  { place, meant }: Wanted,
): Promise<readonly Key[]> {
  const enough = place.region && place.account ? 1 : 2
  // By id: rows move between pages while they are read.
  const matches = new Map<KeyId, Key>()
  let everCut = false
  for (const filters of tries) {
    const { keys, cut } = await query(api, filters, place)
    for (const key of keys.filter(meant)) matches.set(key.id, key)
    if (matches.size >= (cut ? enough : 1)) return [...matches.values()]
    everCut ||= cut
  }
  if (everCut) throw new CipherTrustFault({ kind: 'too_many_keys', outcome: 'not_done' })
  return []
}

interface Found {
  readonly keys: readonly Key[]
  readonly cut: boolean
}

async function query(api: Api, filters: Filters, { region, account }: Place): Promise<Found> {
  const { rows, cut } = await list(api, { ...filters, ...(region ? { region } : {}) }, PAGING)
  const keys = shaped(z.array(AwsKey), { status: 200, body: rows })
  const here = keys.filter(
    (key) => (!region || key.region === region) && (!account || key.account === account),
  )
  return { keys: here, cut }
}
