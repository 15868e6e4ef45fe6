import { type Document, isMap, isNode, isScalar } from 'yaml'

export type Path = readonly PropertyKey[]

/** Something wrong, and where it stands in the text. */
export interface Problem {
  readonly offset: number
  readonly sentence: string
}

/** Where the value stands; where it is missing, the nearest thing around it. */
export function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

/** Where the name of a field stands in the mapping at `path`. */
export function keyOffset(document: Document, path: Path, key: string): number {
  const around = path.length === 0 ? document.contents : document.getIn(path, true)
  const pairs = isMap(around) ? around.items : []
  const found = pairs.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)?.key
  return isNode(found) && found.range ? found.range[0] : offsetOf(document, path)
}

/** What is written at a place; undefined where nothing is. */
export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    content,
  )
}

/** Both count from 1. */
export function lineAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
