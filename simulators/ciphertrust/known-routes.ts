/**
 * `simulated`: does what CipherTrust does, as far as differences.md says. `not simulated`: answered with 501, so that
 * nobody takes it for a missing key. `unknown`: a client names the path, and nothing published says how it is called; 404.
 */
export type RouteStatus = 'simulated' | 'not simulated' | 'unknown'

export interface KnownRoute {
  readonly method: string
  /** Below `/api`. */
  readonly path: string
  readonly status: RouteStatus
}

const keys = '/v1/cckm/aws/keys'
const aws = '/v1/cckm/aws'

// Paths: ThalesGroup/terraform-provider-ciphertrust, ThalesGroup/CDSP-Orchestration-Ansible, thalesdocs.com.
const simulated = [
  'POST /v1/auth/tokens',
  'GET /v1/auth/tokens',
  'GET /v1/auth/tokens/{id}',
  'DELETE /v1/auth/tokens/{id}',
  'GET /v1/system/info',
  `GET ${keys}`,
  `GET ${keys}/{id}`,
  `POST ${keys}/{id}/enable-auto-rotation`,
  `POST ${keys}/{id}/disable-auto-rotation`,
  `POST ${keys}/{id}/get-key-rotation-status`,
  `GET ${aws}/kms`,
  `GET ${aws}/kms/{id}`,
]

const keyActions = [
  'rotate-material',
  'rotate',
  'enable-rotation-job',
  'disable-rotation-job',
  'enable',
  'disable',
  'refresh',
  'schedule-deletion',
  'cancel-deletion',
  'add-alias',
  'delete-alias',
  'add-tags',
  'remove-tags',
  'update-description',
  'policy',
  'replicate-key',
  'update-primary-region',
  'import-material',
  'delete-material',
  'block',
  'unblock',
  'link',
]

const notSimulated = [
  `POST ${keys}`,
  `DELETE ${keys}/{id}`,
  ...keyActions.map((action) => `POST ${keys}/{id}/${action}`),
  `GET ${keys}/{id}/rotations`,
  `GET ${keys}/{id}/rotate-material/status`,
  `GET ${keys}/{id}/download-public-key`,
  `GET ${keys}/{id}/versions`,
  `POST ${aws}/upload-key`,
  `POST ${aws}/create-hyok-key`,
  `POST ${aws}/alias/verify`,
  ...['update-acls', 'archive', 'recover'].map((action) => `POST ${aws}/kms/{id}/${action}`),
  ...['synchronization-jobs', 'bulkjob', 'reports', 'templates'].flatMap((jobs) => [
    `GET ${aws}/${jobs}`,
    `POST ${aws}/${jobs}`,
    `GET ${aws}/${jobs}/{id}`,
  ]),
  `POST ${aws}/synchronization-jobs/{id}/cancel`,
  `POST ${aws}/bulkjob/{id}/cancel`,
  `DELETE ${aws}/reports/{id}`,
  `GET ${aws}/reports/{id}/contents`,
  `GET ${aws}/reports/{id}/download`,
  `PATCH ${aws}/templates/{id}`,
  `DELETE ${aws}/templates/{id}`,
  'GET /v1/auth/self/user',
  'GET /v1/auth/self/domains',
  'GET /v1/system/services/status',
  'GET /v1/audit/records',
  'GET /v1/quorum-mgmt/quorums',
  'GET /v1/quorum-mgmt/policy/status',
  'POST /v1/scheduler/job-configs',
]

// Paths without a published method.
const unknown = [
  'POST /v1/auth/revoke',
  ...['accounts', 'get-all-regions', 'get-iam-users', 'get-iam-roles', 'get-log-groups'].map(
    (name) => `POST ${aws}/${name}`,
  ),
  `GET ${aws}/custom-key-stores`,
  `GET ${aws}/xks-proxy-endpoints`,
]

/** Every route of CipherTrust's API that concerns AWS keys or that a client of ours might call. */
export const knownRoutes: readonly KnownRoute[] = [
  ...simulated.map((line) => routeOf(line, 'simulated')),
  ...notSimulated.map((line) => routeOf(line, 'not simulated')),
  ...unknown.map((line) => routeOf(line, 'unknown')),
]

function routeOf(line: string, status: RouteStatus): KnownRoute {
  const [method = '', path = ''] = line.split(' ')
  return { method, path, status }
}
