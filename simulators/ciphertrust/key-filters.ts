import type { AwsKey } from './key.ts'

type Values = (key: AwsKey) => readonly string[]

const label = (key: AwsKey, name: string) => {
  const labels = key.labels
  if (typeof labels !== 'object' || labels === null) return []
  const value: unknown = Reflect.get(labels, name)
  return typeof value === 'string' ? [value] : []
}
const field = (name: string) => (key: AwsKey) => {
  const value = key[name]
  return typeof value === 'string' || typeof value === 'boolean' ? [String(value)] : []
}
const aws = (name: string) => (key: AwsKey) => {
  const value = key.aws_param[name]
  return typeof value === 'string' || typeof value === 'boolean' ? [String(value)] : []
}

/** What a documented filter of GET keys compares its values with; a filter that is not here is ignored. */
export const keyFilters: ReadonlyMap<string, Values> = new Map<string, Values>([
  ['id', field('id')],
  ['keyid', aws('KeyID')],
  ['arn', aws('Arn')],
  ['alias', (key) => (key.aws_param.Alias ?? []).flatMap((alias) => [alias, alias.replace(/^alias\//, '')])],
  ['kms', field('kms')],
  ['kms_id', field('kms_id')],
  ['region', field('region')],
  ['cloud_name', field('cloud_name')],
  ['origin', aws('Origin')],
  ['job_config_id', (key) => label(key, 'job_config_id')],
  ['cckm_policy_template_id', field('cckm_policy_template_id')],
  ['enabled', aws('Enabled')],
  ['gone', field('gone')],
  ['tags', tags],
  ['keystate', aws('KeyState')],
  ['keyusage', aws('KeyUsage')],
  ['rotation_job_enabled', (key) => [String(label(key, 'job_config_id').length > 0)]],
  ['CustomerMasterKeySpec', aws('CustomerMasterKeySpec')],
  ['key_material_origin', field('key_material_origin')],
  ['key_source', field('key_source')],
  ['multi_region', (key) => [String(key.aws_param.MultiRegion ?? false)]],
  [
    'multi_region_key_type',
    (key) => {
      const type = key.aws_param.MultiRegionConfiguration?.MultiRegionKeyType
      return type ? [type] : []
    },
  ],
])

/** By the tag's key, or by `key=value`. */
function tags({ aws_param }: AwsKey): readonly string[] {
  const { Tags } = aws_param
  if (!Array.isArray(Tags)) return []
  return Tags.flatMap(({ TagKey, TagValue }) => [String(TagKey), `${TagKey}=${TagValue}`])
}
