import { z } from 'zod'
import type { Stage } from '../stage.ts'

interface KeyReply {
  readonly id: string
  readonly aws_param: { readonly Arn: string; readonly KeyRotationEnabled: boolean }
}

/** Reads the flag of a key with a plain client of its own: the witness against which the card is held. */
export function flagReader({ url, username, password }: Stage['ciphertrust']) {
  const keys = '/api/v1/cckm/aws/keys'
  async function get<T>(path: string): Promise<T> {
    const body = JSON.stringify({ grant_type: 'password', username, password })
    const headers = { 'content-type': 'application/json' }
    const login = await fetch(`${url}/api/v1/auth/tokens`, { method: 'POST', headers, body })
    const { jwt } = z.object({ jwt: z.string() }).parse(await login.json())
    return (
      await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${jwt}` } })
    ).json() as Promise<T>
  }
  const read = async (path: string) =>
    (await get<KeyReply>(path)).aws_param.KeyRotationEnabled ? 'on' : 'off'
  return Object.assign(read, {
    async pathOf(arn: string): Promise<string> {
      const { resources } = await get<{ resources: readonly KeyReply[] | null }>(
        `${keys}?arn=${encodeURIComponent(arn)}`,
      )
      return `${keys}/${resources?.[0]?.id ?? 'none'}`
    },
  })
}
