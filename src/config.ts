import type { z } from 'zod'
import { type CipherTrustAccount, cipherTrustAccount, isCertificate } from './cipher-trust-account.ts'
import {
  DatabaseVariables,
  type LOG_LEVELS,
  ReadingVariables,
  SlackVariables,
  Variables,
} from './config-variables.ts'

/** What it takes to ask Slack. */
export interface SlackReading {
  readonly botToken: string
  readonly apiUrl: string
}

/** The environment, read once. Variants are unions, secrets are plain strings that nothing prints. */
export interface Config {
  readonly slack: SlackReading & { readonly appToken: string }
  readonly ciphertrust: {
    readonly url: string
    readonly account: CipherTrustAccount
    readonly caPem?: string
    readonly servername?: string
    readonly domain?: string
    readonly authDomain?: string
    readonly authDomainPath?: string
    readonly insecureSkipTlsVerify: boolean
  }
  readonly policyFile: string
  readonly database: { readonly engine: 'sqlite'; readonly path: string }
  readonly port: number
  readonly host: string
  readonly command: string
  readonly instance?: string
  readonly logLevel: (typeof LOG_LEVELS)[number]
}

export type Environment = Readonly<Record<string, string | undefined>>
export type Read = (file: string) => string

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the environment. Every problem is listed, each as one sentence that starts with the variable's name. */
export function readConfig(env: Environment, readFile: Read): ReadConfig {
  const { values, parsed, problems } = gather(Variables, env, readFile)
  const reached = cipherTrustIn(values, { env, readFile, problems })
  if (!parsed.success || !reached || problems.length > 0) return { ok: false, problems }
  return { ok: true, config: toConfig(parsed.data, reached) }
}

export type ReadSlackConfig =
  | { readonly ok: true; readonly slack: SlackReading }
  | { readonly ok: false; readonly problems: readonly string[] }

/** As much of the environment as it takes to ask Slack. */
export function readSlackConfig(env: Environment, readFile: Read): ReadSlackConfig {
  const { parsed, problems } = gather(SlackVariables, env, readFile)
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, slack: toSlack(parsed.data) }
}

export type ReadDatabaseConfig =
  | { readonly ok: true; readonly database: Config['database'] }
  | { readonly ok: false; readonly problems: readonly string[] }

/** As much of the environment as it takes to read the database. */
export function readDatabaseConfig(env: Environment, readFile: Read): ReadDatabaseConfig {
  const { parsed, problems } = gather(DatabaseVariables, env, readFile)
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, database: toDatabase(parsed.data) }
}

/** What is read of Slack, CipherTrust and the database, without what only a running bot needs. */
export interface ReadingConfig extends Pick<Config, 'ciphertrust' | 'database'> {
  readonly slack: SlackReading
}
export type ReadReadingConfig =
  | { readonly ok: true; readonly config: ReadingConfig }
  | { readonly ok: false; readonly problems: readonly string[] }

export function readReadingConfig(env: Environment, readFile: Read): ReadReadingConfig {
  const { values, parsed, problems } = gather(ReadingVariables, env, readFile)
  const reached = cipherTrustIn(values, { env, readFile, problems })
  if (!parsed.success || !reached || problems.length > 0) return { ok: false, problems }
  const { data } = parsed
  return {
    ok: true,
    config: {
      slack: toSlack(data),
      ciphertrust: toCipherTrust(data, reached),
      database: toDatabase(data),
    },
  }
}

type Values = Readonly<Record<string, string | undefined>>

/** The variables of a schema, and what is wrong with them. */
function gather<T extends z.ZodObject>(schema: T, env: Environment, readFile: Read) {
  const problems: string[] = []
  const values: Values = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, valueFor(name, env, readFile, problems)]),
  )
  const parsed = schema.safeParse(values)
  if (!parsed.success) {
    const named = new Set(problems.map((problem) => problem.split(/_FILE\b| /)[0]))
    const more = parsed.error.issues.filter((issue) => !named.has(String(issue.path[0])))
    problems.push(...more.map((issue) => `${String(issue.path[0])} ${issue.message}.`))
  }
  return { values, parsed, problems }
}

interface Reached {
  readonly account: CipherTrustAccount
  readonly caPem?: string | undefined
}

interface Complaining {
  readonly env: Environment
  readonly readFile: Read
  readonly problems: string[]
}

/** What files hold of the way to CipherTrust, or undefined after complaining. */
function cipherTrustIn(values: Values, { env, readFile, problems }: Complaining): Reached | undefined {
  const pem = (name: keyof typeof Variables.shape) => {
    const file = values[name]
    return file === undefined ? undefined : contentOf(name, file, readFile, problems)
  }
  const caPem = pem('CIPHERTRUST_CA_FILE')
  if (caPem !== undefined && !isCertificate(caPem))
    problems.push('CIPHERTRUST_CA_FILE names a file without a certificate in PEM form.')
  const account = cipherTrustAccount(
    {
      username: values.CIPHERTRUST_USERNAME,
      password: values.CIPHERTRUST_PASSWORD,
      clientId: values.CIPHERTRUST_CLIENT_ID,
      certPem: pem('CIPHERTRUST_CLIENT_CERT_FILE'),
      keyPem: pem('CIPHERTRUST_CLIENT_KEY_FILE'),
    },
    (name) => Boolean(env[name] || env[`${name}_FILE`]),
    (name, what) => problems.push(`${name} ${what}.`),
  )
  if (account?.auth === 'certificate' && values.CIPHERTRUST_URL?.startsWith('http:'))
    problems.push(
      'CIPHERTRUST_URL must start with https://: a client certificate is shown in a TLS handshake.',
    )
  return account && { account, caPem }
}

/** A variable, or the content of the file that `<NAME>_FILE` names. Empty is the same as absent. */
function valueFor(name: string, env: Environment, readFile: Read, problems: string[]): string | undefined {
  const direct = env[name] || undefined
  const file = name.endsWith('_FILE') ? undefined : env[`${name}_FILE`] || undefined
  if (!file) return direct
  if (direct) problems.push(`${name} and ${name}_FILE are both set: keep one.`)
  const content = contentOf(`${name}_FILE`, file, readFile, problems)?.trim()
  if (content === '') problems.push(`${name}_FILE names an empty file.`)
  return content || undefined
}

function contentOf(name: string, file: string, readFile: Read, problems: string[]): string | undefined {
  try {
    return readFile(file)
  } catch {
    // Without the name: who mixes X and X_FILE up has put the secret itself here.
    problems.push(`${name} names a file that cannot be read.`)
    return undefined
  }
}

function toConfig(v: z.infer<typeof Variables>, reached: Reached): Config {
  return {
    slack: { ...toSlack(v), appToken: v.SLACK_APP_TOKEN },
    ciphertrust: toCipherTrust(v, reached),
    policyFile: v.POLICY_FILE,
    database: toDatabase(v),
    port: v.PORT,
    host: v.HOST,
    command: v.COMMAND,
    logLevel: v.LOG_LEVEL,
    ...(v.INSTANCE ? { instance: v.INSTANCE } : {}),
  }
}

function toSlack(v: z.infer<typeof SlackVariables>): SlackReading {
  return { botToken: v.SLACK_BOT_TOKEN, apiUrl: v.SLACK_API_URL }
}

function toDatabase({ DATABASE_URL }: z.infer<typeof DatabaseVariables>): Config['database'] {
  return { engine: 'sqlite', path: DATABASE_URL.slice('sqlite:'.length) }
}

function toCipherTrust(
  v: z.infer<typeof ReadingVariables>,
  { account, caPem }: Reached,
): Config['ciphertrust'] {
  return {
    url: v.CIPHERTRUST_URL,
    account,
    insecureSkipTlsVerify: v.CIPHERTRUST_INSECURE_SKIP_TLS_VERIFY === 'true',
    ...(caPem ? { caPem } : {}),
    ...(v.CIPHERTRUST_SERVERNAME ? { servername: v.CIPHERTRUST_SERVERNAME } : {}),
    ...(v.CIPHERTRUST_DOMAIN ? { domain: v.CIPHERTRUST_DOMAIN } : {}),
    ...(v.CIPHERTRUST_AUTH_DOMAIN ? { authDomain: v.CIPHERTRUST_AUTH_DOMAIN } : {}),
    ...(v.CIPHERTRUST_AUTH_DOMAIN_PATH ? { authDomainPath: v.CIPHERTRUST_AUTH_DOMAIN_PATH } : {}),
  }
}
