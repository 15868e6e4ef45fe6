import { InvalidArgumentError } from 'commander'
import { type KeyReference, parseKeyReference } from '../core/key-reference.ts'

/** However somebody named a key at the command line. */
export function keyReference(text: string): KeyReference {
  const reference = parseKeyReference(text)
  if (reference) return reference
  throw new InvalidArgumentError('It must be an ARN, an id, an alias, or an address with one of them.')
}
