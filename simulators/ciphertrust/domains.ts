export interface Domain {
  readonly id: string
  readonly name: string
  /** As `auth_domain_path` names it. */
  readonly path: string
}

export const rootDomain: Domain = { id: '00000000-0000-0000-0000-000000000000', name: 'root', path: '/' }

/** A sub-domain with a KMS and keys of its own. */
export const paymentsDomain: Domain = {
  id: '5d7c9f0e-3f0b-4f4e-9d55-1f4f6f0a7b21',
  name: 'payments',
  path: '/payments',
}

/** A domain below a sub-domain, without any keys. */
export const cardsDomain: Domain = {
  id: 'e2b8a6c4-71d3-4c0f-8a19-6b5d0c9e3f72',
  name: 'cards',
  path: '/payments/cards',
}

export const allDomains: readonly Domain[] = [rootDomain, paymentsDomain, cardsDomain]

/** By name or id, as the fields `domain` and `auth_domain` take it. */
export function domainNamed(name: string): Domain | undefined {
  return allDomains.find((domain) => domain.name === name || domain.id === name)
}

export function domainAt(path: string): Domain | undefined {
  return allDomains.find((domain) => domain.path === path)
}

/** Whether somebody who was created in `home` may act in `domain`: there and below. */
export function reaches(home: Domain, domain: Domain): boolean {
  return home === rootDomain || domain === home || domain.path.startsWith(`${home.path}/`)
}
