import { type Domain, paymentsDomain, rootDomain } from './domains.ts'

/** A local user: only where it was created (`home`) does its password mean anything. */
export interface Account {
  readonly username: string
  readonly subject: string
  readonly home: Domain
}

export function accountsFor(username: string): readonly Account[] {
  return [
    { username, subject: 'local|a67c3748-9a4b-4add-b3d9-054ba20be3ac', home: rootDomain },
    {
      username: 'svc-payments',
      subject: 'local|1c0f2d7a-52c8-4a5e-9a0e-3b7d4c6f8e91',
      home: paymentsDomain,
    },
  ]
}
