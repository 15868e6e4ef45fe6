import { CLIP, untrusted } from '../slack/views/text.ts'

/** What people call themselves, by their ids. It is for reading only: anybody can change their name. */
export type Names = ReadonlyMap<string, string>

export function who(id: string, names: Names): string {
  const name = names.get(id)
  return name === undefined ? id : `${untrusted(name, CLIP.name)} (${id})`
}
