import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startCipherTrust } from '../../simulators/ciphertrust/start.ts'
import type { CipherTrustConfig } from '../../src/cckm/cipher-trust-config.ts'
import { faultOf, passwordAccount, testClient } from './harness.ts'

type Mode = NonNullable<NonNullable<Parameters<typeof startCipherTrust>[0]>['tls']>

/** A client of a simulator with a certificate of that kind. */
async function start(
  tls: Mode,
  { host = '127.0.0.1', ...more }: Partial<CipherTrustConfig> & { host?: string } = {},
) {
  const server = await startCipherTrust({ tls })
  const { username, password, caFile = '' } = server
  const account = passwordAccount(username, password)
  const url = server.url.replace('127.0.0.1', host)
  const caPem = await readFile(caFile, 'utf8')
  return {
    trusting: testClient({ url, account, caPem, ...more }),
    stranger: testClient({ url, account, ...more }),
    [Symbol.asyncDispose]: () => server.close(),
  }
}

describe('TLS', () => {
  it('logs in where the certificate is of the configured CA', async () => {
    await using simulated = await start('valid')
    expect(await simulated.trusting.client.prepare()).toMatch(/^local\|/)
  })

  it('sends nothing to a certificate of an unknown CA, and logs which fault it is', async () => {
    await using simulated = await start('valid')
    const { client, world } = simulated.stranger
    const fault = await faultOf(client.prepare())
    expect(fault.fault).toEqual({ kind: 'tls', outcome: 'not_sent', tls: 'unknown_ca' })
    expect(fault.cause).toEqual(new Error('SELF_SIGNED_CERT_IN_CHAIN'))
    expect(world.lines[0]?.level).toBe('warn')
    expect(world.lines[0]?.fields).toMatchObject({
      fault: 'tls',
      cause: 'SELF_SIGNED_CERT_IN_CHAIN',
      help: expect.stringContaining('CIPHERTRUST_CA_FILE'),
    })
    expect(client.state()).toBe('failing')
  })

  it.each([
    ['wrong-name', 'wrong_name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired', 'expired', 'CERT_HAS_EXPIRED'],
  ] as const)('sends nothing to a certificate that is %s', async (mode, tls, code) => {
    await using simulated = await start(mode)
    const fault = await faultOf(simulated.trusting.client.prepare())
    expect(fault.fault).toEqual({ kind: 'tls', outcome: 'not_sent', tls })
    expect(fault.cause).toEqual(new Error(code))
  })

  it('sends nothing to a certificate of another name than that in the address', async () => {
    await using simulated = await start('wrong-name', { host: 'localhost' })
    const fault = await faultOf(simulated.trusting.client.prepare())
    expect(fault.cause).toEqual(new Error('ERR_TLS_CERT_ALTNAME_INVALID'))
  })

  it.each(['127.0.0.1', 'localhost'])(
    'expects the configured name of the certificate at %s',
    async (host) => {
      await using simulated = await start('wrong-name', { host, servername: 'another-host.example' })
      expect(await simulated.trusting.client.prepare()).toMatch(/^local\|/)
    },
  )

  it('sends nothing to a certificate without the configured name', async () => {
    await using simulated = await start('valid', { host: 'localhost', servername: 'another-host.example' })
    const fault = await faultOf(simulated.trusting.client.prepare())
    expect(fault.cause).toEqual(new Error('ERR_TLS_CERT_ALTNAME_INVALID'))
  })

  it('sends a write nowhere when the certificate is not trusted, however often it is asked', async () => {
    await using simulated = await start('expired')
    const faults = await Promise.all([1, 2, 3].map(() => faultOf(simulated.trusting.client.prepare())))
    expect(faults.map(({ fault }) => fault.outcome)).toEqual(['not_sent', 'not_sent', 'not_sent'])
  })

  it('takes any certificate when told not to verify', async () => {
    await using simulated = await start('expired', { insecureSkipTlsVerify: true })
    expect(await simulated.stranger.client.prepare()).toMatch(/^local\|/)
  })
})

describe('a client certificate', () => {
  async function startFor(mode: Mode = 'valid') {
    const server = await startCipherTrust({ tls: mode })
    const { url, clientId = '', caFile = '', clientCertFile = '', clientKeyFile = '' } = server
    const [caPem, certPem, keyPem] = await Promise.all(
      [caFile, clientCertFile, clientKeyFile].map((file) => readFile(file, 'utf8')),
    )
    if (!caPem || !certPem || !keyPem) throw new Error('the simulator wrote no certificates')
    const account = { auth: 'certificate', clientId, certPem, keyPem } as const
    return { url, caPem, account, [Symbol.asyncDispose]: () => server.close() }
  }

  it('logs in, reads and writes', async () => {
    await using simulated = await startFor()
    const { client } = testClient(simulated)
    const subject = await client.prepare()
    const [key] = await client.find({ by: 'alias', alias: 'alias/aws-test-key' })
    if (!key) throw new Error('the documented key is missing')
    expect(subject).toBe(`client|${simulated.account.clientId}`)
    expect((await client.send({ operation: 'enable-auto-rotation' }, key.id)).rotation.on).toBe(true)
  })

  it('logs in again when its token ends, without a refresh token', async () => {
    await using simulated = await startFor()
    const { client, world } = testClient(simulated)
    await client.prepare()
    world.pass(300_000)
    await client.prepare()
    expect(world.lines.map(({ fields }) => fields.status)).toEqual([200, 200])
  })

  it('that CipherTrust does not know is a refused login', async () => {
    await using simulated = await startFor()
    await using elsewhere = await startFor()
    const { clientId } = simulated.account
    const { client } = testClient({ ...simulated, account: { ...elsewhere.account, clientId } })
    expect((await faultOf(client.prepare())).fault).toMatchObject({ kind: 'login_refused', status: 401 })
  })
})
