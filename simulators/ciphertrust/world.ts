import type { AwsKey, KeyRecord } from './key.ts'

/** CipherTrust's own copy of a key, for as long as it lags behind a write. */
interface StaleCopy {
  readonly key: AwsKey
  readonly until: number
}

export interface World {
  /** The key as AWS has it; undefined when it is unknown or hidden. */
  find(id: string): AwsKey | undefined
  /** The key as CipherTrust's GETs show it, which may lag behind. */
  read(id: string): AwsKey | undefined
  list(): AwsKey[]
  /** Replaces a key; GETs go on showing the old one for `staleMs`. */
  write(key: AwsKey, staleMs?: number): void
  /** Replaces a record past every rule, hidden ones included; for the control paths. */
  put(record: KeyRecord): void
  record(id: string): KeyRecord | undefined
  reset(): void
}

export function createWorld(start: readonly KeyRecord[], now: () => Date): World {
  const records = new Map<string, KeyRecord>()
  const stale = new Map<string, StaleCopy>()
  reset()

  function find(id: string): AwsKey | undefined {
    const record = records.get(id)
    return record?.hidden ? undefined : record?.key
  }

  function read(id: string): AwsKey | undefined {
    const key = find(id)
    return key && shown(key)
  }

  function list(): AwsKey[] {
    return [...records.values()].filter((record) => !record.hidden).map((record) => shown(record.key))
  }

  function write(key: AwsKey, staleMs = 0): void {
    const before = find(key.id)
    if (before && staleMs > 0) stale.set(key.id, { key: before, until: now().getTime() + staleMs })
    else stale.delete(key.id)
    records.set(key.id, { key, hidden: false })
  }

  function put(record: KeyRecord): void {
    stale.delete(record.key.id)
    records.set(record.key.id, record)
  }

  // Keys are never changed in place, so a reset can hand the same objects out again.
  function reset(): void {
    records.clear()
    stale.clear()
    for (const record of start) records.set(record.key.id, record)
  }

  function shown(key: AwsKey): AwsKey {
    const copy = stale.get(key.id)
    return copy && now().getTime() < copy.until ? copy.key : key
  }

  return { find, read, list, write, put, record: (id) => records.get(id), reset }
}
