export interface Kms {
  readonly id: string
  readonly name: string
  readonly accountId: string
  readonly regions: readonly string[]
  readonly reportsPeriods: boolean
}

/** The vendor's documented example: `KeyRotationEnabled` is all that its keys say about rotation. */
export const legacyKms: Kms = {
  id: '0b90f8de-8617-498d-ad63-ca18eb717ae7',
  name: 'kms',
  accountId: '123456789012',
  regions: ['ap-south-1', 'eu-west-1', 'us-east-1'],
  reportsPeriods: false,
}

/** Its keys also carry `RotationPeriodInDays` and `NextRotationDate` while rotation is on. */
export const periodKms: Kms = {
  id: '1f176978-cded-472c-aeb3-fffbc4aeab1b',
  name: 'kms-payments',
  accountId: '210987654321',
  regions: ['eu-central-1', 'us-east-1'],
  reportsPeriods: true,
}

export const allKms: readonly Kms[] = [legacyKms, periodKms]

export function reportsPeriods(kmsId: string): boolean {
  return allKms.some((kms) => kms.id === kmsId && kms.reportsPeriods)
}

/** Field names as the Terraform provider reads them (resource_aws_kms.go of terraform-provider-ciphertrust). */
export function kmsReply(kms: Kms): Record<string, unknown> {
  return {
    id: kms.id,
    uri: `kylo:kylo:cckm:kms:${kms.id}`,
    account: 'kylo:kylo:admin:accounts:kylo',
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
  }
}
