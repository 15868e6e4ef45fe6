/** `<names> because <reason>`, apart. */
export interface Split {
  readonly names: readonly string[]
  readonly reason: string
}

export function splitReason(words: string): Split {
  const [, before = '', after = ''] = /^(.*?)(?:(?:^|\s+)because[:,]?(?:\s+(.*))?)?$/is.exec(words) ?? []
  return { names: before.split(/\s+/).filter((word) => word !== ''), reason: after.trim() }
}
