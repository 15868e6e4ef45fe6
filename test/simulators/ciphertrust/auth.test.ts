import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startClient } from './client.ts'

const T0 = new Date('2026-03-02T10:00:00Z')
const systemInfo = '/api/v1/system/info'

function bearer(jwt: unknown): Record<string, string> {
  return { authorization: `Bearer ${jwt}` }
}

describe('POST /api/v1/auth/tokens', () => {
  it.each(['/api/v1/auth/tokens', '/api/v1/auth/tokens/'])(
    'grants a token by password at %s',
    async (path) => {
      await using client = await startClient()
      const { username, password } = client
      const { status, body } = await client.call('POST', path, { grant_type: 'password', username, password })

      expect(status).toBe(200)
      expect(body).toMatchObject({ duration: 300, token_type: 'Bearer', refresh_token_expires_in: 1799 })
      expect((await client.call('GET', systemInfo, undefined, bearer(body.jwt))).status).toBe(200)
    },
  )

  it('takes the user as `name` and the password grant as the default', async () => {
    await using client = await startClient()
    const { username: name, password } = client
    expect((await client.call('POST', '/api/v1/auth/tokens', { name, password })).status).toBe(200)
  })

  it('puts the documented claims into the token, good for 300 seconds', async () => {
    await using client = await startClient({ now: () => T0 })
    const [header = '', payload = ''] = String((await client.login()).jwt).split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())

    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(claims).toMatchObject({ iss: 'kylo', acc: 'kylo', preferred_username: client.username })
    expect(claims.sub).toMatch(/^local\|[0-9a-f-]{36}$/)
    expect(claims.exp - claims.iat).toBe(300)
    expect(claims.iat).toBe(T0.getTime() / 1000)
  })

  it('answers a wrong password with 401 in the envelope', async () => {
    await using client = await startClient()
    const request = { username: client.username, password: 'wrong' }
    const { status, body } = await client.call('POST', '/api/v1/auth/tokens', request)

    expect(status).toBe(401)
    expect(body).toMatchObject({ code: 5, codeDesc: 'NCERRUnauthorizedAccess' })
    expect(body.message).toBe('Wrong username or password.')
  })

  it('gives the same refresh token back unless a new one is asked for', async () => {
    await using client = await startClient()
    const { refresh_token } = await client.login()
    const grant = { grant_type: 'refresh_token', refresh_token }
    const again = await client.call('POST', '/api/v1/auth/tokens', grant)
    const renewed = await client.call('POST', '/api/v1/auth/tokens', { ...grant, renew_refresh_token: true })
    const old = await client.call('POST', '/api/v1/auth/tokens', grant)

    expect(again.body.refresh_token).toBe(refresh_token)
    expect(renewed.body.refresh_token).not.toBe(refresh_token)
    expect(old).toMatchObject({ status: 401, body: { message: 'Token has been revoked' } })
  })

  it.each([
    ['a body that is not JSON', '{', 400],
    ['an unknown grant', { grant_type: 'client_credentials' }, 400],
    ['a client certificate grant', { grant_type: 'client_credential', client_id: 'x' }, 401],
  ])('refuses %s', async (_, body, status) => {
    await using client = await startClient()
    expect((await client.call('POST', '/api/v1/auth/tokens', body)).status).toBe(status)
  })
})

describe('a call of the API', () => {
  it('is turned away without a token', async () => {
    await using client = await startClient()
    expect(await client.call('GET', systemInfo)).toMatchObject({ status: 401, body: { code: 5 } })
  })

  it.each([
    [50, '50s'],
    [100, '1m40s'],
  ])(
    'is turned away %d seconds after its token expired, in the words of CipherTrust',
    async (late, words) => {
      let at = T0
      await using client = await startClient({ now: () => at })
      const { jwt } = await client.login()
      at = new Date(T0.getTime() + (300 + late) * 1000)
      const { status, body } = await client.call('GET', systemInfo, undefined, bearer(jwt))

      expect(status).toBe(401)
      expect(body.message).toBe(`Unauthorized: Bearer token malformed: Token is expired by ${words}`)
    },
  )

  it('is turned away with a token that somebody else signed', async () => {
    await using client = await startClient()
    const content = String((await client.login()).jwt)
      .split('.')
      .slice(0, 2)
      .join('.')
    const forged = createHmac('sha256', 'not the secret').update(content).digest('base64url')
    const replies = await Promise.all(
      [`${content}.${forged}`, content, 'nonsense'].map((jwt) =>
        client.call('GET', systemInfo, undefined, bearer(jwt)),
      ),
    )
    expect(replies.map((reply) => reply.status)).toEqual([401, 401, 401])
  })
})
