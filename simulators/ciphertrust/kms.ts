import { type Domain, paymentsDomain, rootDomain } from './domains.ts'

export interface Kms {
  readonly id: string
  readonly name: string
  readonly accountId: string
  readonly regions: readonly string[]
  readonly reportsPeriods: boolean
  readonly domain: Domain
}

/** The vendor's documented example: `KeyRotationEnabled` is all that its keys say about rotation. */
export const legacyKms: Kms = {
  id: '0b90f8de-8617-498d-ad63-ca18eb717ae7',
  name: 'kms',
  accountId: '123456789012',
  regions: ['ap-south-1', 'eu-west-1', 'us-east-1'],
  reportsPeriods: false,
  domain: rootDomain,
}

/** Its keys also carry `RotationPeriodInDays` and `NextRotationDate` while rotation is on. */
export const periodKms: Kms = {
  id: '1f176978-cded-472c-aeb3-fffbc4aeab1b',
  name: 'kms-payments',
  accountId: '210987654321',
  regions: ['eu-central-1', 'us-east-1'],
  reportsPeriods: true,
  domain: rootDomain,
}

/** The KMS of a sub-domain: neither it nor its keys exist for a token of the root domain. */
export const subDomainKms: Kms = {
  id: '6f3a1b9c-2d4e-4f8a-b7c6-0e1d2c3b4a59',
  name: 'kms-sub-domain',
  accountId: '345678901234',
  regions: ['eu-west-1'],
  reportsPeriods: true,
  domain: paymentsDomain,
}

export const allKms: readonly Kms[] = [legacyKms, periodKms, subDomainKms]

const byId = new Map(allKms.map((kms) => [kms.id, kms]))

export function reportsPeriods(kmsId: string): boolean {
  return byId.get(kmsId)?.reportsPeriods === true
}

/** The domain whose tokens see the keys of this KMS. */
export function domainOf(kmsId: string): Domain {
  return byId.get(kmsId)?.domain ?? rootDomain
}

/** The part of a `uri` or `account` that stands for a domain. */
export function domainWord({ id }: Domain): string {
  return id === rootDomain.id ? 'kylo' : `kylo-${id}`
}

/** Field names as the Terraform provider reads them (resource_aws_kms.go of terraform-provider-ciphertrust). */
export function kmsReply(kms: Kms): Record<string, unknown> {
  return {
    id: kms.id,
    uri: `kylo:${domainWord(kms.domain)}:cckm:kms:${kms.id}`,
    account: `kylo:kylo:admin:accounts:${domainWord(kms.domain)}`,
    application: 'ncryptify:gemalto:admin:apps:kylo',
    devAccount: 'ncryptify:gemalto:admin:accounts:gemalto',
    createdAt: '2020-11-05T06:30:11.204518Z',
    updatedAt: '2020-11-05T06:30:11.204518Z',
    name: kms.name,
    account_id: kms.accountId,
    connection: `${kms.name}-connection`,
    cloud_name: 'aws',
    arn: `arn:aws:iam::${kms.accountId}:user/cckm`,
    regions: kms.regions,
    acls: [],
  }
}
