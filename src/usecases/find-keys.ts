import { CipherTrustFault } from '../core/fault.ts'
import { parseKeyReference } from '../core/key-reference.ts'
import type { FoundKeys, Refused } from '../core/reply.ts'
import { inOrder, isSought, type Sought } from '../core/sought.ts'
import type { CipherTrust, KeyList } from '../ports.ts'
import { mostLike } from './resolve-key.ts'

/** A table of so many still fits into one message of Slack, however long the names are. */
const PAGE = 25

/**
 * The keys that somebody looks for, page by page. A read: it makes no entry. CipherTrust can neither search within names
 * nor filter by rotation, so that is done here; what names one key exactly is looked up as such.
 */
export async function findKeys(
  { ciphertrust }: { readonly ciphertrust: CipherTrust },
  sought: Sought,
  page: number,
): Promise<FoundKeys | Refused> {
  try {
    const { keys, cut, names } = await look(ciphertrust, sought)
    const all = inOrder(keys, sought)
    const first = (page - 1) * PAGE
    return {
      ...{ kind: 'found', sought, keys: all.slice(first, first + PAGE), first, cut },
      nearest: all.length === 0 ? mostLike(names, sought.text) : [],
      ...{ total: all.length, next: first + PAGE < all.length ? page + 1 : null },
    }
  } catch (error) {
    if (!(error instanceof CipherTrustFault)) throw error
    return { kind: 'refused', refusal: 'unreadable', fault: error.fault }
  }
}

/** With the names of all keys that were looked through. */
interface Looked extends KeyList {
  readonly names: readonly string[]
}

async function look(ciphertrust: CipherTrust, sought: Sought): Promise<Looked> {
  const { text, region } = sought
  const reference = parseKeyReference(text)
  if (reference && (reference.by !== 'alias' || reference.account !== undefined)) {
    const named = await ciphertrust.find(reference)
    return { keys: named.filter((key) => isSought(key, { ...sought, text: '' })), cut: false, names: [] }
  }
  const { keys, cut } = await ciphertrust.list(region === undefined ? {} : { region })
  const names = keys.flatMap(({ aliases }) => aliases)
  return { keys: keys.filter((key) => isSought(key, sought)), cut, names }
}
