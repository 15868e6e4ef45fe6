/** All bodies in which one field has another value, is not there, or has come to be there. */
export function edits(body: Uint8Array): readonly Uint8Array[] {
  const entry: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
  return variants(entry).map((one) => Buffer.from(JSON.stringify(one)))
}

function variants(value: unknown): readonly unknown[] {
  if (Array.isArray(value))
    return [
      [...value, 'more'],
      ...value.flatMap((one, index) => [
        value.toSpliced(index, 1),
        ...variants(one).map((other) => value.with(index, other)),
      ]),
    ]
  if (typeof value === 'object' && value !== null)
    return [
      { ...value, more: 1 },
      ...Object.entries(value).flatMap(([name, one]) => [
        Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)),
        ...variants(one).map((other) => ({ ...value, [name]: other })),
      ]),
    ]
  if (typeof value === 'string') return [`${value} `, value.slice(1), '']
  if (typeof value === 'number') return [value + 1, -1, String(value)]
  return [value !== true, null]
}
