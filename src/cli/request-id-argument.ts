import { InvalidArgumentError } from 'commander'
import { RequestId } from '../core/ids.ts'

/** A request as its card shows it, in either case. */
export function requestId(text: string): RequestId {
  const id = RequestId.safeParse(text.toUpperCase())
  if (id.success) return id.data
  throw new InvalidArgumentError('It must be the id of a request, such as R-7K2M9QXD: its card shows it.')
}
