import type { AwsKey, KeyRecord } from './key.ts'
import { domainOf } from './kms.ts'

/** CipherTrust's own copy of a key, for as long as it lags behind AWS. */
interface Copy {
  readonly key: AwsKey
  readonly until: number
}

/** What a token of one domain sees. */
export interface DomainView {
  /** The key as AWS has it; undefined when it is unknown, hidden, or of another domain. */
  find(id: string): AwsKey | undefined
  /** The key as CipherTrust's GETs show it, which may lag behind. */
  read(id: string): AwsKey | undefined
  /** Every key as GETs show it. The same array as before, as long as nothing has changed. */
  list(): readonly AwsKey[]
}

export interface World {
  in(domainId: string): DomainView
  /** Replaces a key; GETs go on showing the old one for `staleMs`, or for the general lag where that is longer. */
  write(key: AwsKey, staleMs?: number): void
  /** Milliseconds that every GET lags behind every write. */
  lag(ms: number): void
  /** Replaces a key in AWS only: GETs show it after the next `sync`. */
  drift(key: AwsKey): void
  /** Brings CipherTrust's copy up to date, as a synchronization job does. Returns how many keys were behind. */
  sync(): number
  /** Replaces a record past every rule, hidden ones included; for the control paths. */
  put(record: KeyRecord): void
  record(id: string): KeyRecord | undefined
  records(): Iterable<KeyRecord>
  reset(): void
}

export function createWorld(start: readonly KeyRecord[], now: () => Date): World {
  const records = new Map<string, KeyRecord>()
  const copies = new Map<string, Copy>()
  const lists = new Map<string, readonly AwsKey[]>()
  let lagMs = 0
  reset()

  function view(domainId: string): DomainView {
    const find = (id: string) => {
      const record = records.get(id)
      return record && visible(record, domainId) ? record.key : undefined
    }
    return {
      find,
      read(id) {
        const key = find(id)
        return key && shown(key)
      },
      list() {
        const known = copies.size === 0 ? lists.get(domainId) : undefined
        if (known) return known
        const keys: AwsKey[] = []
        for (const record of records.values()) if (visible(record, domainId)) keys.push(shown(record.key))
        if (copies.size === 0) lists.set(domainId, keys)
        return keys
      },
    }
  }

  function change(record: KeyRecord, copy?: Copy): void {
    const { id } = record.key
    if (copy) copies.set(id, copy)
    else copies.delete(id)
    records.set(id, record)
    lists.clear()
  }

  function write(key: AwsKey, staleMs = 0): void {
    const before = records.get(key.id)
    const behind = Math.max(staleMs, lagMs)
    const copy = before && behind > 0 && { key: shown(before.key), until: now().getTime() + behind }
    change({ key, hidden: false }, copy || undefined)
  }

  function drift(key: AwsKey): void {
    const before = records.get(key.id)
    if (before) change({ ...before, key }, { key: shown(before.key), until: Number.POSITIVE_INFINITY })
  }

  function sync(): number {
    const behind = [...copies.keys()]
    const synced_at = now().toISOString()
    for (const id of behind) {
      const record = records.get(id)
      if (record) change({ ...record, key: { ...record.key, synced_at } })
    }
    return behind.length
  }

  // Keys are never changed in place, so a reset can hand the same objects out again.
  function reset(): void {
    records.clear()
    copies.clear()
    lists.clear()
    lagMs = 0
    for (const record of start) records.set(record.key.id, record)
  }

  function shown(key: AwsKey): AwsKey {
    const copy = copies.get(key.id)
    if (!copy) return key
    if (now().getTime() < copy.until) return copy.key
    copies.delete(key.id)
    return key
  }

  return {
    in: view,
    write,
    lag: (ms) => {
      lagMs = ms
    },
    drift,
    sync,
    put: (record) => change(record),
    record: (id) => records.get(id),
    records: () => records.values(),
    reset,
  }
}

function visible({ key, hidden }: KeyRecord, domainId: string): boolean {
  return !hidden && domainOf(key.kms_id).id === domainId
}
