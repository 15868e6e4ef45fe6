import { z } from 'zod'
import { CipherTrustFault, type Fault } from '../core/fault.ts'
import type { Http } from './http.ts'
import { replyFault } from './reply-fault.ts'
import type { Token } from './token.ts'
import type { World } from './world.ts'

// The vendor's samples all carry `jwt` and `duration` (seconds); a JWT lives 300 s there. The characters are those a
// header can take.
const TokenReply = z.object({
  jwt: z.string().regex(/^[\w.~+/=-]+$/),
  duration: z.number().positive().catch(300),
  // The client certificate's grant brings none; an unreadable one is as good as none.
  refresh_token: z.string().min(1).max(8_192).optional().catch(undefined),
})
const Claims = z.object({ sub: z.string().min(1).max(200) })

interface Login {
  readonly credentials: object
  /** The account's name where the token does not tell it. */
  readonly name: string
}

/** One POST to /auth/tokens. Whatever goes wrong, the call it was for was not sent, and the fault says so. */
export async function logIn(
  http: Pick<Http, 'logIn'>,
  world: Pick<World, 'now'>,
  login: Login,
): Promise<Token> {
  // From before the call: CipherTrust counts from some moment after it.
  const askedAt = world.now().getTime()
  const { status, body } = await http.logIn(login.credentials).catch(asNotSent)
  if (status < 200 || status > 299) throw new CipherTrustFault(refused(replyFault({ status, body })))
  const reply = TokenReply.safeParse(body).data
  if (!reply) throw new CipherTrustFault({ kind: 'not_ciphertrust', outcome: 'not_sent', status })
  const { jwt, duration, refresh_token: refreshToken } = reply
  return {
    jwt,
    expiresAt: askedAt + duration * 1_000,
    subject: subjectOf(jwt) ?? login.name,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  }
}

function asNotSent(error: unknown): never {
  if (!(error instanceof CipherTrustFault)) throw error
  throw new CipherTrustFault({ ...error.fault, outcome: 'not_sent' }, { cause: error.cause })
}

const REFUSALS: readonly string[] = ['unauthorized', 'forbidden', 'not_found', 'rejected']

/** An unknown domain or a disabled account is a refused login as much as a wrong password is. */
function refused(fault: Fault): Fault {
  const kind = REFUSALS.includes(fault.kind) ? 'login_refused' : fault.kind
  return { ...fault, kind, outcome: 'not_sent' }
}

/** Read, not verified: CipherTrust signs with a secret of its own. */
function subjectOf(jwt: string): string | undefined {
  try {
    const claims = Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')
    return Claims.safeParse(JSON.parse(claims)).data?.sub
  } catch {
    return undefined
  }
}
