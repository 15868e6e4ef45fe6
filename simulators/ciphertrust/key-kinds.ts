/** What makes a key another kind than an eligible one: an overlay for `buildKey`. */
export interface KeyKind {
  readonly key?: Record<string, unknown>
  readonly aws?: Record<string, unknown>
}

export const asymmetric: KeyKind = {
  key: { key_type: 'asymmetric' },
  aws: { CustomerMasterKeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', EncryptionAlgorithms: [] },
}

export const hmac: KeyKind = {
  aws: {
    CustomerMasterKeySpec: 'HMAC_256',
    KeyUsage: 'GENERATE_VERIFY_MAC',
    EncryptionAlgorithms: [],
    MacAlgorithmSpec: ['HMAC_SHA_256'],
  },
}

export const imported: KeyKind = {
  key: {
    key_material_origin: 'cckm',
    key_source: 'LOCAL',
    source_key_tier: 'local',
    local_key_name: 'orders-byok',
  },
  aws: { Origin: 'EXTERNAL', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
}

export const cloudHsm: KeyKind = {
  key: { custom_key_store_id: 'ccbb90d1-db84-4a1c-a4d7-01d987fedc0e' },
  aws: { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: 'cks-1234567890abcdef0' },
}

export const externalKeyStore: KeyKind = {
  key: { custom_key_store_id: '9c335d5c-ae09-4c24-bac8-62cfed1dccfa', linked_state: true, blocked: false },
  aws: { Origin: 'EXTERNAL_KEY_STORE', XksKeyConfiguration: { Id: 'orders-xks' } },
}

export const disabled: KeyKind = { aws: { Enabled: false, KeyState: 'Disabled' } }

export const pendingDeletion: KeyKind = {
  key: { deletion_date: '2026-04-01T00:00:00Z' },
  aws: { Enabled: false, KeyState: 'PendingDeletion' },
}

export const gone: KeyKind = { key: { gone: true } }

export const rotationOn: KeyKind = { aws: { KeyRotationEnabled: true } }

// AWS rotates the keys that it manages by itself every year.
export const awsManaged: KeyKind = { aws: { KeyManager: 'AWS', KeyRotationEnabled: true, Tags: [] } }
