import { z } from 'zod'
import { KeyId } from '../../core/ids.ts'
import type { Key } from '../../core/key.ts'
import type { KeyReference } from '../../core/key-reference.ts'
import type { Api } from '../api.ts'
import { shaped } from '../shaped.ts'
import { AwsKey } from './key.ts'
import { type Filters, list } from './list.ts'
import { read } from './read.ts'

const MOST = 20
// Filters may be ignored or loose, and the key that is meant may stand behind those that are not.
const PAGING = { pageSize: MOST, atMost: 100 }

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
  const keys = await query(api, { keyid: id }, reference)
  return keys.filter(({ awsKeyId }) => awsKeyId.toLowerCase() === id.toLowerCase())
}

/**
 * By the bare name, as the vendor's Terraform provider asks; where that finds nothing by the full one, because which of
 * the two is matched is not documented everywhere. AWS: an alias is unique only within an account and Region.
 */
async function findByAlias(api: Api, reference: Place & { readonly alias: string }): Promise<readonly Key[]> {
  const full = `alias/${bare(reference.alias)}`
  for (const alias of [bare(full), full]) {
    const keys = await query(api, { alias }, reference)
    const exact = keys.filter(({ aliases }) => aliases.some((name) => bare(name) === bare(full)))
    if (exact.length > 0) return exact
  }
  return []
}

async function query(api: Api, filters: Filters, { region, account }: Place): Promise<readonly Key[]> {
  const rows = await list(api, { ...filters, ...(region ? { region } : {}) }, PAGING)
  const keys = shaped(z.array(AwsKey), { status: 200, body: rows })
  return keys.filter((key) => (!region || key.region === region) && (!account || key.account === account))
}

function bare(alias: string): string {
  return alias.replace(/^alias\//, '')
}
