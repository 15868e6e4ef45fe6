/** JSON Merge Patch (RFC 7396): objects merge deeply, null deletes a field, everything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {}
  for (const [field, value] of Object.entries(patch)) merged[field] = mergePatch(merged[field], value)
  return Object.fromEntries(Object.entries(merged).filter(([field]) => patch[field] !== null))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
