import { closeSync, openSync, statSync, writeSync } from 'node:fs'

/** What a broken disk does: all pages but the first two hold something else. */
export function damage(file: string): void {
  const page = 4_096
  const descriptor = openSync(file, 'r+')
  const rest = Buffer.alloc(statSync(file).size - 3 * page, 0x5a)
  writeSync(descriptor, rest, 0, rest.length, 3 * page)
  closeSync(descriptor)
}
