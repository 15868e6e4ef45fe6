import { createRandom, type Random } from '../../simulators/ciphertrust/random.ts'
import { KEY, keyJson, pageOf } from './harness.ts'

export interface FuzzedReply {
  readonly status: number
  readonly body: string
}

const envelope = (codeDesc: string, message?: string) => ({ code: 15, codeDesc, message, requestID: 'r-1' })

const bodies: readonly string[] = [
  keyJson({ aws_param: { KeyRotationEnabled: true } }),
  keyJson(),
  { KeyRotationEnabled: true, RotationPeriodInDays: 365 },
  pageOf([keyJson()]),
  pageOf(null),
  { jwt: 'a.b.c', duration: 300, refresh_token: 'opaque' },
  envelope('NCERRResourceNotFound: Resource not found'),
  envelope('NCERRUnauthorizedAccess', 'Unauthorized: Bearer token malformed: Token is expired by 50s'),
  envelope('NCERRBadRequest: Bad HTTP request', 'Error Enabling AWS Key : ThrottlingException: words'),
  envelope('NCERRBadRequest: Bad HTTP request', 'Error Enabling AWS Key : DisabledException: words'),
  envelope('NCERRInsufficientPermissions: License not installed yet for feature CCKM'),
]
  .map((body) => JSON.stringify(body))
  .concat('<html><body>502 Bad Gateway</body></html>', '', 'null', '[]', '{', '"text"', KEY)

const statuses = [
  200, 200, 200, 201, 202, 204, 206, 299, 301, 304, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503,
]
const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  'true',
  'DisabledException',
  'NCERRBadRequest',
  [],
  {},
  [[[]]],
  { __proto__: null },
  '\u0000\uD800\u202E',
]

/** A source of replies that begin as something CipherTrust says and end as something else; the same ones for a seed. */
export function fuzzedReplies(seed: number): () => FuzzedReply {
  const random = createRandom(seed)
  return () => {
    let body = random.pick(bodies)
    for (let n = random.below(3); n >= 0; n -= 1) body = mutated(body, random)
    return { status: random.below(10) === 0 ? 200 + random.below(400) : random.pick(statuses), body }
  }
}

function mutated(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  const end = Math.min(text.length, at + random.below(40))
  switch (random.below(7)) {
    case 0:
      return text
    case 1:
      return text.slice(0, at)
    case 2:
      return text.slice(0, at) + String.fromCharCode(random.below(0x250)) + text.slice(at + 1)
    case 3:
      return text.slice(0, at) + text.slice(end)
    case 4:
      return text.slice(0, end) + text.slice(at)
    default:
      return withAnotherValue(text, random)
  }
}

/** JSON that is still JSON, with one of its values replaced. */
function withAnotherValue(text: string, random: Random): string {
  try {
    let left = random.below(30)
    return JSON.stringify(JSON.parse(text, (_, value) => (left-- === 0 ? random.pick(values) : value))) ?? ''
  } catch {
    return text
  }
}
