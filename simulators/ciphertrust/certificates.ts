import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

export type TlsMode = 'valid' | 'wrong-name' | 'expired'

export interface Certificates {
  readonly key: string
  readonly cert: string
  readonly ca: string
  /** PEM files: the private CA that signed both certificates, and what the registered client logs in with. */
  readonly caFile: string
  readonly clientCertFile: string
  readonly clientKeyFile: string
  /** SHA-256 of the client's certificate, as Node writes it. */
  readonly clientFingerprint: string
  /** Deletes the files. */
  remove(): Promise<void>
}

const dayMs = 86_400_000

/** Certificates from a new private CA, as CipherTrust Manager issues one for its web interface at first boot. */
export async function issueCertificates(mode: TlsMode, now: Date): Promise<Certificates> {
  const common = { algorithm: 'sha256', keyType: 'ec' } as const
  const ca = await generate([{ name: 'commonName', value: 'Simulated CipherTrust Manager Root CA' }], {
    ...common,
    ...validity(now, -30, 30),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: 'ciphertrust-simulator' }], {
    ...common,
    ...(mode === 'expired' ? validity(now, -20, -1) : validity(now, -1, 30)),
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: altNames(mode) },
    ],
  })
  const client = await generate([{ name: 'commonName', value: 'cckm-bot' }], {
    ...common,
    ...validity(now, -1, 30),
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', clientAuth: true },
    ],
  })
  const folder = await mkdtemp(join(tmpdir(), 'ciphertrust-simulator-'))
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  return {
    key: server.private,
    cert: server.cert,
    ca: ca.cert,
    caFile: await file('ca.pem', ca.cert),
    clientCertFile: await file('client.pem', client.cert),
    clientKeyFile: await file('client.key', client.private),
    clientFingerprint: new X509Certificate(client.cert).fingerprint256,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

function altNames(mode: TlsMode) {
  if (mode === 'wrong-name') return [{ type: 2, value: 'another-host.example' } as const]
  return [{ type: 2, value: 'localhost' } as const, { type: 7, ip: '127.0.0.1' } as const]
}

function validity(now: Date, fromDays: number, toDays: number) {
  return {
    notBeforeDate: new Date(now.getTime() + fromDays * dayMs),
    notAfterDate: new Date(now.getTime() + toDays * dayMs),
  }
}
