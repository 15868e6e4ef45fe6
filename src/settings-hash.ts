import { createHash } from 'node:crypto'
import type { CipherTrustAccount } from './cipher-trust-account.ts'
import type { Config } from './config.ts'

/** SHA-256 over the settings in force: the audit log keeps it, so that a run under other settings is seen. */
export function settingsHash(config: Config): string {
  return createHash('sha256')
    .update(JSON.stringify(settingsInForce(config)), 'utf8')
    .digest('hex')
}

/** The settings that a bot runs with, without its secrets. */
export function settingsInForce({ slack, ciphertrust, ...others }: Config): object {
  const { account, ...reached } = ciphertrust
  return {
    slack: { apiUrl: slack.apiUrl },
    ciphertrust: { ...reached, account: withoutSecret(account) },
    ...others,
  }
}

function withoutSecret(account: CipherTrustAccount): object {
  switch (account.auth) {
    case 'password':
      return { auth: account.auth, username: account.username }
    case 'certificate':
      return { auth: account.auth, clientId: account.clientId, certPem: account.certPem }
  }
}
