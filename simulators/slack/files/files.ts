import { randomId, randomSecret } from '../ids.ts'

/** A file between the request for an address and its share, and after. */
export interface StoredFile {
  readonly id: string
  readonly secret: string
  readonly name: string
  readonly length: number
  readonly createdAt: number
  title: string
  content?: Buffer
  /** The channels it was shared to; undefined until the upload was completed. */
  sharedTo?: readonly string[]
}

export type Files = ReturnType<typeof createFiles>

export function createFiles({ now }: { now: () => number }) {
  const files = new Map<string, StoredFile>()

  return {
    expect({ name, length }: { name: string; length: number }): StoredFile {
      const file = {
        id: randomId('F'),
        secret: randomSecret(),
        name,
        title: name,
        length,
        createdAt: now(),
      }
      files.set(file.id, file)
      return file
    },
    find: (id: string): StoredFile | undefined => files.get(id),
    findBySecret: (secret: string): StoredFile | undefined =>
      [...files.values()].find((file) => file.secret === secret),
    clear(): void {
      files.clear()
    },
  }
}
